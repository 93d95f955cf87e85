from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from spot import load_prices

with DAG(
    "electricity_spot",
    schedule="0 13 * * *",
    start_date=datetime(2022, 1, 1),
    catchup=True,
    max_active_runs=2,
) as dag:
    PythonOperator(task_id="load_prices", python_callable=load_prices)
