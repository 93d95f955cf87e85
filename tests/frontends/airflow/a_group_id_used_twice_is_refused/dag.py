from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

from airflow.sdk import TaskGroup

with DAG("doubled", schedule=None):
    with TaskGroup("g"):
        EmptyOperator(task_id="a")
    with TaskGroup("g"):
        EmptyOperator(task_id="b")
