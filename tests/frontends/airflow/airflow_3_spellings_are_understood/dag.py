"""Airflow 3: everything from airflow.sdk, operators in the standard provider."""
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Label, TaskGroup, chain, dag, task

with DAG("three", schedule="@weekly", start_date=datetime(2025, 1, 1)):
    with TaskGroup("g"):
        a = BashOperator(task_id="a", bash_command="echo")
    b = EmptyOperator(task_id="b")
    chain(a, Label("then"), b)


@dag(schedule="@once")
def three_flow():
    @task
    def one():
        return 1

    one() >> EmptyOperator(task_id="end")


three_flow()
