from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator


def page(context):
    """Page whoever is on call."""


with DAG(
    "toll_roads",
    schedule="@daily",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args={"on_failure_callback": page},
):
    BashOperator(task_id="bill_tolls", bash_command="bill.sh")
