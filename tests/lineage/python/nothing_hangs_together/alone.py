from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator

with DAG("alone", start_date=datetime(2024, 1, 1), schedule="@daily"):
    EmptyOperator(task_id="nothing")
