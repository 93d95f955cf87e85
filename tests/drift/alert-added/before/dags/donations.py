from airflow.decorators import dag, task
from pendulum import datetime


@dag(schedule="@daily", start_date=datetime(2025, 1, 1), catchup=False)
def donations():
    @task
    def fetch_transfers() -> list[dict]:
        return []

    @task
    def book_donations(transfers: list[dict]) -> None:
        print(transfers)

    book_donations(fetch_transfers())


donations()
