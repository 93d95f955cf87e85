from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("ward_census", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    BashOperator(task_id="count_patients", bash_command="count.sh")
