from datetime import datetime, timedelta

from airflow.sdk import DAG
from airflow.timetables.interval import CronDataIntervalTimetable
from airflow.timetables.trigger import CronTriggerTimetable

START = datetime(2024, 5, 1)
with DAG("cron", schedule="*/15 2-4 * * 1-5", start_date=START, catchup=True):
    pass
with DAG("preset", schedule="@monthly", start_date=START, end_date=datetime(2024, 12, 31, 12)):
    pass
with DAG("period", schedule=timedelta(days=1, hours=6), start_date=START, max_active_runs=1):
    pass
with DAG("none", schedule=None, tags=["b", "a"], dagrun_timeout=timedelta(hours=2)):
    pass
with DAG("once", schedule="@once"):
    pass
with DAG("continuous", schedule="@continuous", max_active_runs=1, start_date=START):
    pass
with DAG("timetable", schedule=CronTriggerTimetable("0 1 * * 3", timezone="UTC"), start_date=START):
    pass
with DAG("intervals", schedule=CronDataIntervalTimetable("@daily", timezone="Europe/Rome"), start_date=START):
    pass
