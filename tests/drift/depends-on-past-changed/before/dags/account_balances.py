from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from ledger import carry_forward, publish

with DAG("account_balances", schedule="@daily", start_date=datetime(2024, 1, 1)) as dag:
    carry = PythonOperator(
        task_id="carry_forward", python_callable=carry_forward, depends_on_past=True
    )
    out = PythonOperator(task_id="publish_balances", python_callable=publish)
    carry >> out
