from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from sales.tasks import extract, load

with DAG(
    "sales",
    schedule="@hourly",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
):
    extract_sales = PythonOperator(task_id="extract_sales", python_callable=extract)
    load_sales = PythonOperator(task_id="load_sales", python_callable=load)
    extract_sales >> load_sales
