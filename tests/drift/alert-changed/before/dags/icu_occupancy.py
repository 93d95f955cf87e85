from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from hospital import occupancy
from hospital.alerts import page_oncall

with DAG(
    "icu_occupancy",
    schedule="*/15 * * * *",
    start_date=datetime(2025, 1, 1),
    catchup=False,
    default_args={"on_failure_callback": page_oncall, "retries": 2},
):
    count = PythonOperator(task_id="count_beds", python_callable=occupancy.count)
    publish = PythonOperator(task_id="publish_beds", python_callable=occupancy.publish)
    count >> publish
