from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from jobs.full import load_members

with DAG("members", schedule="@daily", start_date=datetime(2026, 1, 1), catchup=False):
    PythonOperator(task_id="load", python_callable=load_members)
