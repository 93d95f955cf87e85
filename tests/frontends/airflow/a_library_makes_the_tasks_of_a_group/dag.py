from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from cosmos import DbtDag, DbtTaskGroup, ProjectConfig

whole = DbtDag(dag_id="whole", project_config=ProjectConfig("/dbt"), schedule="@daily")
with DAG("parts", schedule="@daily", start_date=datetime(2024, 1, 1)) as dag:
    silver = DbtTaskGroup(group_id="silver", project_config=ProjectConfig("/dbt"))
    gold = DbtTaskGroup(group_id="gold", default_args={"retries": 2})
    EmptyOperator(task_id="first") >> silver >> gold >> EmptyOperator(task_id="last")
