from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.timetables.trigger import CronTriggerTimetable

with DAG(
    "shift_plans",
    schedule=CronTriggerTimetable("0 */6 * * *", timezone="Europe/Berlin"),
    start_date=datetime(2025, 1, 1),
    catchup=False,
) as dag:
    BashOperator(task_id="publish_shifts", bash_command="shifts publish")
