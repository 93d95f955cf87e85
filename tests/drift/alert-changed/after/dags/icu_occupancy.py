from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from hospital import occupancy
from hospital.alerts import write_to_log

with DAG(
    "icu_occupancy",
    schedule="*/15 * * * *",
    start_date=datetime(2025, 1, 1),
    catchup=False,
    default_args={"on_failure_callback": write_to_log, "retries": 2},
):
    count = PythonOperator(task_id="count_beds", python_callable=occupancy.count)
    publish = PythonOperator(task_id="publish_beds", python_callable=occupancy.publish)
    count >> publish
