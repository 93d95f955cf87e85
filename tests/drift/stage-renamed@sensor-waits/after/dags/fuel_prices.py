from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.sensors.external_task import ExternalTaskSensor

from fuel import tasks

with DAG("fuel_prices", schedule="*/10 * * * *", start_date=datetime(2024, 5, 1)):
    fetch = PythonOperator(task_id="fetch_prices", python_callable=tasks.fetch)
    store = PythonOperator(task_id="store_prices", python_callable=tasks.store)
    fetch >> store

with DAG("fuel_report", schedule="0 7 * * *", start_date=datetime(2024, 5, 1)):
    wait = ExternalTaskSensor(
        task_id="wait_for_prices", external_dag_id="fuel_prices", external_task_id="save_prices"
    )
    report = PythonOperator(task_id="draw_report", python_callable=tasks.draw)
    wait >> report
