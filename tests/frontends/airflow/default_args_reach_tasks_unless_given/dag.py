"""default_args of the DAG, of groups around, and the task's own: the nearest wins."""
from datetime import timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, TaskGroup, task

COMMON = {"owner": "data", "retries": 2, "retry_delay": timedelta(minutes=1)}

with DAG("merged", schedule=None, default_args={**COMMON, "pool": "dags"}) as dag:
    plain = EmptyOperator(task_id="plain")
    own = EmptyOperator(task_id="own", retries=0)
    with TaskGroup("outer", default_args={"retries": 3, "queue": "slow"}):
        grouped = EmptyOperator(task_id="grouped")
        with TaskGroup("inner", default_args={"retries": 4}):
            nested = EmptyOperator(task_id="nested")
            overridden = EmptyOperator(task_id="overridden", retries=5, queue="fast")
    of_task = EmptyOperator(task_id="of_task", default_args={"retries": 7})

    @task(retries=6)
    def flow():
        pass

    @task
    def inherits():
        pass

    BashOperator.partial(task_id="mapped", retries=8).expand(bash_command=["a", "b"])
    flow() >> inherits()
