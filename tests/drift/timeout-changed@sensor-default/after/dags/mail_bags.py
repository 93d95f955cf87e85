from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.sensors.filesystem import FileSensor

with DAG("mail_bags", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    wait = FileSensor(task_id="wait_for_bags", filepath="in/bags.csv")
    load = BashOperator(task_id="load_bags", bash_command="load.sh")
    wait >> load
