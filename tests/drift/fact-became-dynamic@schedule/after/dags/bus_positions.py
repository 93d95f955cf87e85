import os
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "bus_positions",
    schedule=os.environ["BUS_SCHEDULE"],
    start_date=datetime(2025, 1, 1),
    catchup=False,
) as dag:
    BashOperator(task_id="track_buses", bash_command="buses track")
