from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "olympics_medals",
    schedule="*/5 * * * *",
    start_date=datetime(2026, 2, 6),
    end_date=datetime(2026, 2, 22),
    catchup=False,
) as dag:
    BashOperator(task_id="refresh_medals", bash_command="medals refresh")
