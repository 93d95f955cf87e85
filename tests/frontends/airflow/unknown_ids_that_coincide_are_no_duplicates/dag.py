import requests
from airflow import DAG
from airflow.operators.empty import EmptyOperator

names = requests.get("https://example.org").json()
with DAG("fetched", schedule=None) as dag:
    for name in names:
        EmptyOperator(task_id=name)
    for name in names:
        EmptyOperator(task_id=name)
