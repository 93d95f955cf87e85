import os

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Variable

ENV = os.environ["STAGE"]

with DAG("conditional", schedule="@daily" if ENV == "prod" else None):
    start, end = EmptyOperator(task_id="start"), EmptyOperator(task_id="end")
    if ENV == "prod":
        check = EmptyOperator(task_id="check", retries=3)
        start >> check >> end
    elif Variable.get("fast"):
        start >> end
    else:
        slow = EmptyOperator(task_id="slow")
        start >> slow >> end
    EmptyOperator(task_id="sized", pool="big" if ENV == "prod" else "small")
