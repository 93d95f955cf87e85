from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "dam_levels",
    schedule_interval="@daily",
    start_date=datetime(2019, 1, 1),
) as dag:
    BashOperator(task_id="load_levels", bash_command="dams load {{ ds }}")
