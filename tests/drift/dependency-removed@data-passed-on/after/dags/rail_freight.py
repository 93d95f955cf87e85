from airflow.sdk import dag, task
from pendulum import datetime


@dag(schedule="@hourly", start_date=datetime(2025, 1, 1), catchup=False)
def rail_freight():
    @task
    def fetch_wagons() -> str:
        return "s3://rail/wagons"

    @task
    def fetch_tracks() -> str:
        return "s3://rail/tracks"

    @task
    def match_tracks(wagons: str, tracks: str = "s3://rail/tracks") -> None:
        print(wagons, tracks)

    fetch_tracks()
    match_tracks(fetch_wagons())


rail_freight()
