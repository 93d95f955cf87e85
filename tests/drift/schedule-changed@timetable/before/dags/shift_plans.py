from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "shift_plans", schedule=timedelta(hours=6), start_date=datetime(2025, 1, 1), catchup=False
) as dag:
    BashOperator(task_id="publish_shifts", bash_command="shifts publish")
