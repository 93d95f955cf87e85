from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("museum_visits", schedule="@daily", start_date=datetime(2025, 1, 1), catchup=False):
    count = BashOperator(
        task_id="count_visitors",
        bash_command="museum count",
        retries=3,
        retry_delay=timedelta(minutes=5),
    )
    publish = BashOperator(task_id="publish_counts", bash_command="museum publish")
    count >> publish
