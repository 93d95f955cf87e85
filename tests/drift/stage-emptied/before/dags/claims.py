from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import PythonOperator


def fetch():
    """Fetch the claims of the day."""


def reserve():
    """Work out the reserves."""


with DAG("claims", schedule="0 4 * * *", start_date=datetime(2024, 1, 1), catchup=False):
    fetch_claims = PythonOperator(task_id="fetch_claims", python_callable=fetch)
    book_reserves = PythonOperator(task_id="book_reserves", python_callable=reserve)
    done = EmptyOperator(task_id="done")
    fetch_claims >> book_reserves >> done
