from airflow.sdk import DAG, Param
from airflow.providers.standard.operators.bash import BashOperator
from pendulum import datetime

with DAG(
    "backfill_invoices",
    schedule=None,
    start_date=datetime(2025, 1, 1),
    params={"month": Param("2025-01", type="string")},
):
    BashOperator(task_id="reload_invoices", bash_command="invoices reload {{ params.month }}")
