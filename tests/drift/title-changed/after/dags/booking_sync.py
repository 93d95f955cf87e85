from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from hotel.sync import pull_bookings, push_rooms

with DAG(
    dag_id="booking_sync", schedule="*/10 * * * *", start_date=datetime(2025, 1, 1), catchup=False
) as dag:
    pull = PythonOperator(task_id="pull_bookings", python_callable=pull_bookings)
    push = PythonOperator(task_id="push_rooms", python_callable=push_rooms)
    pull >> push
