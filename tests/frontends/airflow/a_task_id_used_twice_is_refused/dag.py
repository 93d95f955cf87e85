from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

from airflow.sdk import TaskGroup

with DAG("doubled", schedule=None):
    EmptyOperator(task_id="same")
    EmptyOperator(task_id="same")

with DAG("fine", schedule=None):
    EmptyOperator(task_id="same")
    with TaskGroup("g"):
        EmptyOperator(task_id="same")
