"""Deadlines of Airflow 3.1: since when, and how long; what is called then may hold secrets."""

from datetime import datetime, timedelta

from airflow.sdk import DAG, AsyncCallback, DeadlineAlert, DeadlineReference
from airflow.providers.slack.notifications.slack_webhook import SlackWebhookNotifier
from airflow.providers.standard.operators.bash import BashOperator

LATE = AsyncCallback(SlackWebhookNotifier, {"text": "late", "token": "xoxb-1"})

with DAG(
    "by_keywords",
    schedule=None,
    deadline=DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT, interval=timedelta(hours=1), callback=LATE
    ),
):
    BashOperator(task_id="run", bash_command="run")

with DAG(
    "by_place",
    schedule=None,
    deadline=DeadlineAlert(
        DeadlineReference.FIXED_DATETIME(datetime(2026, 1, 1)), timedelta(minutes=5), LATE
    ),
):
    BashOperator(task_id="run", bash_command="run")

with DAG(
    "several",
    schedule=None,
    deadline=[
        DeadlineAlert(
            reference=DeadlineReference.DAGRUN_LOGICAL_DATE, interval=timedelta(hours=n), callback=LATE
        )
        for n in (1, 2)
    ],
):
    BashOperator(task_id="run", bash_command="run")
