from datetime import timedelta

from airflow.providers.slack.notifications.slack_webhook import SlackWebhookNotifier
from airflow.sdk import AsyncCallback, DAG, DeadlineAlert, DeadlineReference
from airflow.providers.standard.operators.bash import BashOperator
from pendulum import datetime

with DAG(
    "market_close",
    schedule="0 18 * * 1-5",
    start_date=datetime(2025, 10, 1),
):
    BashOperator(task_id="settle_trades", bash_command="market settle")
