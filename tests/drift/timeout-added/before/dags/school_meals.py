from datetime import datetime, timedelta

from airflow import DAG
from airflow.sensors.filesystem import FileSensor
from airflow.operators.bash import BashOperator

with DAG("school_meals", schedule="0 6 * * 1-5", start_date=datetime(2025, 9, 1)) as dag:
    wait = FileSensor(task_id="wait_for_orders", filepath="/in/orders.csv", mode="reschedule")
    cook = BashOperator(task_id="plan_kitchens", bash_command="meals plan")
    wait >> cook
