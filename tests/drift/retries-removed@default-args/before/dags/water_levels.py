from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.python import PythonOperator

from hydro import gauges

default_args = {
    "owner": "hydrology",
    "retries": 3,
    "retry_delay": timedelta(minutes=5),
}

with DAG(
    "water_levels",
    default_args=default_args,
    schedule="*/10 * * * *",
    start_date=datetime(2024, 10, 1),
    catchup=False,
):
    fetch = PythonOperator(task_id="fetch_gauges", python_callable=gauges.fetch)
    clean = PythonOperator(task_id="drop_outliers", python_callable=gauges.clean)
    store = PythonOperator(task_id="store_levels", python_callable=gauges.store)
    warn = PythonOperator(task_id="warn_of_floods", python_callable=gauges.warn, retries=5)
    fetch >> clean >> store >> warn
