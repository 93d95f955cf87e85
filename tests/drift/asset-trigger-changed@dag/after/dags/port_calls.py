from datetime import datetime

from airflow import DAG
from airflow.datasets import Dataset
from airflow.operators.bash import BashOperator

SHIPS = Dataset("s3://port/ships")
BERTHS = Dataset("s3://port/berths")

with DAG("port_calls", schedule=[SHIPS], start_date=datetime(2024, 1, 1)):
    BashOperator(task_id="match_calls", bash_command="match.sh")
