from airflow.sdk import dag, task
from pendulum import datetime


@dag(schedule="@hourly", start_date=datetime(2025, 1, 1), catchup=False)
def warehouse_robots():
    @task
    def pull_telemetry() -> list[dict]:
        return []

    @task
    def find_bottlenecks(rows: list[dict]) -> None:
        print(rows)

    find_bottlenecks(pull_telemetry())


warehouse_robots()
