from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

DEFAULT_ARGS = {
    "owner": "tax",
    "email": ["tax-data@example.com"],
    "email_on_failure": False,
    "retries": 1,
}

with DAG(
    "vat_returns", default_args=DEFAULT_ARGS, schedule="0 6 5 * *", start_date=datetime(2024, 1, 1)
) as dag:
    BashOperator(task_id="sum_vat", bash_command="vat sum") >> BashOperator(
        task_id="file_return", bash_command="vat file"
    )
