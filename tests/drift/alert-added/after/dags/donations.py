from airflow.decorators import dag, task
from pendulum import datetime

from charity.alerts import tell_treasurer


@dag(schedule="@daily", start_date=datetime(2025, 1, 1), catchup=False)
def donations():
    @task
    def fetch_transfers() -> list[dict]:
        return []

    @task(on_failure_callback=tell_treasurer)
    def book_donations(transfers: list[dict]) -> None:
        print(transfers)

    book_donations(fetch_transfers())


donations()
