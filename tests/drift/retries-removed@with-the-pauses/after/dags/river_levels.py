from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "river_levels",
    schedule="@hourly",
    start_date=datetime(2024, 1, 1),
    catchup=False,
):
    fetch = BashOperator(task_id="fetch_levels", bash_command="fetch.sh")
    load = BashOperator(task_id="load_levels", bash_command="load.sh")
    fetch >> load
