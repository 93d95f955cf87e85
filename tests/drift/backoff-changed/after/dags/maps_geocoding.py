from airflow.decorators import dag, task
from pendulum import datetime


@dag(schedule="@hourly", start_date=datetime(2025, 1, 1), catchup=False)
def maps_geocoding():
    @task(retries=5)
    def geocode_addresses() -> list[str]:
        return []

    @task
    def store_coordinates(rows: list[str]) -> None:
        print(rows)

    store_coordinates(geocode_addresses())


maps_geocoding()
