from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

from meters.steps import fetch_readings, fill_gaps, load_readings

with DAG(
    dag_id="meter_readings",
    schedule="15 * * * *",
    start_date=datetime(2025, 3, 1),
    catchup=True,
) as dag:
    fetch = PythonOperator(task_id="fetch_readings", python_callable=fetch_readings)
    gaps = PythonOperator(task_id="fill_gaps", python_callable=fill_gaps)
    load = PythonOperator(task_id="load_readings", python_callable=load_readings)
    bill = BashOperator(task_id="price_consumption", bash_command="meters price {{ ts }}")

    fetch >> gaps >> load >> bill
