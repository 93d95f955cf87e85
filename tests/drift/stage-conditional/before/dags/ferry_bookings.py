import os
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("ferry_bookings", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    load = BashOperator(task_id="load_bookings", bash_command="load.sh")
    publish = BashOperator(task_id="publish_bookings", bash_command="publish.sh")
    load >> publish
