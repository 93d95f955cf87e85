from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from library import loans

with DAG("ebook_loans", schedule="@daily", start_date=datetime(2025, 1, 1), catchup=False):
    pull = PythonOperator(task_id="pull_loans", python_callable=loans.pull)
    licences = PythonOperator(task_id="sync_licences", python_callable=loans.licences)
    bill = PythonOperator(task_id="bill_publishers", python_callable=loans.bill)

    pull >> bill
    licences >> bill
