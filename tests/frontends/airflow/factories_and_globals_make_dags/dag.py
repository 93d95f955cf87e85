from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG

CONF = {
    "sales": {"schedule": "@daily", "tables": ["orders", "items"]},
    "users": {"schedule": "@hourly", "tables": ["accounts"], "retries": 3},
}


def make_dag(name, schedule, tables, retries=0):
    dag = DAG(f"load_{name}", schedule=schedule, default_args={"retries": retries})
    with dag:
        start = EmptyOperator(task_id="start")
        for table in tables:
            start >> BashOperator(task_id=f"copy_{table}", bash_command=f"copy {table}")
    return dag


for name, conf in CONF.items():
    globals()[f"load_{name}"] = make_dag(name, **conf)
