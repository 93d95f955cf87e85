from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "inventory_history",
    schedule="@daily",
    start_date=datetime(2025, 1, 1),
    catchup=True,
) as dag:
    BashOperator(task_id="snapshot_stock", bash_command="stock snapshot {{ ds }}")
