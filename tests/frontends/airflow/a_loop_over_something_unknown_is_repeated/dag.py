import os

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Variable

with DAG("repeated", schedule=None):
    start, end = EmptyOperator(task_id="start"), EmptyOperator(task_id="end")
    for table in Variable.get("tables", deserialize_json=True):
        load = EmptyOperator(task_id=f"load_{table}")
        for part in os.environ["PARTS"].split(","):
            start >> EmptyOperator(task_id=f"part_{table}_{part}") >> load
        load >> end
