from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.sensors.external_task import ExternalTaskSensor

from finance.tax import build_report

with DAG("tax_report", schedule="0 9 2 * *", start_date=datetime(2024, 1, 1)) as dag:
    wait = ExternalTaskSensor(
        task_id="wait_for_ledger",
        external_dag_id="general_ledger",
        external_task_id="start_closing",
        execution_delta=timedelta(hours=3),
        timeout=6 * 3600,
        mode="reschedule",
    )
    report = PythonOperator(task_id="build_report", python_callable=build_report)
    wait >> report
