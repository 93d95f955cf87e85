from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("loyalty_points", schedule="@daily", start_date=datetime(2025, 1, 1)) as dag:
    fetch = BashOperator(
        task_id="fetch_receipts",
        bash_command="loyalty fetch",
        retries=4,
        retry_delay=timedelta(seconds=15),
    )
    credit = BashOperator(task_id="credit_points", bash_command="loyalty credit")
    fetch >> credit
