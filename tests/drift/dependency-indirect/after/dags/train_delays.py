from airflow.decorators import dag, task
from pendulum import datetime


@dag(schedule="*/20 * * * *", start_date=datetime(2025, 1, 1), catchup=False)
def train_delays():
    @task
    def fetch_timetable() -> None: ...

    @task
    def fetch_positions() -> None: ...

    @task(trigger_rule="none_failed")
    def compute_delays() -> None: ...

    timetable, positions, delays = fetch_timetable(), fetch_positions(), compute_delays()
    timetable >> positions >> delays


train_delays()
