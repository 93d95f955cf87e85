from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.sensors.filesystem import FileSensor

with DAG("customs_files", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    wait = FileSensor(
        task_id="wait_for_declarations", filepath="in/declarations.csv", mode="reschedule"
    )
    load = BashOperator(task_id="load_declarations", bash_command="load.sh")
    wait >> load
