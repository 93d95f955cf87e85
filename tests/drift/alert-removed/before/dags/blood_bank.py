from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.providers.slack.notifications.slack import send_slack_notification

from blood_bank import steps

with DAG(
    "blood_bank",
    schedule="0 * * * *",
    start_date=datetime(2025, 1, 1),
    catchup=False,
    on_failure_callback=[send_slack_notification(text="blood_bank failed", channel="#oncall")],
):
    stock = PythonOperator(task_id="count_stock", python_callable=steps.count)
    order = PythonOperator(task_id="order_supplies", python_callable=steps.order)
    stock >> order
