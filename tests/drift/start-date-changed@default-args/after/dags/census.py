from datetime import timedelta

import pendulum
from airflow import DAG
from airflow.operators.bash import BashOperator

args = {
    "owner": "statistics",
    "start_date": pendulum.datetime(2024, 4, 3, tz="UTC"),
    "retries": 1,
    "retry_delay": timedelta(minutes=2),
}

with DAG("census", default_args=args, schedule=timedelta(days=7)) as dag:
    BashOperator(task_id="count_households", bash_command="census households")
