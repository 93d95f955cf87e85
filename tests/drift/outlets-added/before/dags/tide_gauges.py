from datetime import datetime

from airflow import DAG
from airflow.datasets import Dataset
from airflow.operators.bash import BashOperator

LEVELS = Dataset("s3://tides/levels")
SURGES = Dataset("s3://tides/surges")

with DAG("tide_gauges", schedule="@hourly", start_date=datetime(2024, 1, 1), catchup=False):
    BashOperator(task_id="load_levels", bash_command="load.sh", outlets=[LEVELS])
