from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import PythonOperator


def load():
    """Load the results of the laboratory."""


def check():
    """Compare them with the orders."""


with DAG("lab_results", schedule="@hourly", start_date=datetime(2024, 1, 1), catchup=False):
    load_results = PythonOperator(task_id="load_results", python_callable=load)
    check_results = PythonOperator(task_id="check_results", python_callable=check)
    done = EmptyOperator(task_id="done")
    load_results >> check_results >> done
