from datetime import datetime

from airflow import DAG
from airflow.operators.python import BranchPythonOperator, PythonOperator
from airflow.utils.edgemodifier import Label

from fraud.screening import block, decide, release

with DAG("fraud_screening", schedule="*/5 * * * *", start_date=datetime(2025, 1, 1)):
    choose = BranchPythonOperator(task_id="rate_payment", python_callable=decide)
    ok = PythonOperator(task_id="release_payment", python_callable=release)
    stop = PythonOperator(task_id="block_payment", python_callable=block)

    choose >> Label("score below 60") >> ok
    choose >> Label("score from 60") >> stop
