from airflow.sdk import dag, task
from pendulum import datetime


@dag(schedule="@hourly", start_date=datetime(2025, 6, 1, tz="Europe/Zurich"), catchup=False)
def admissions():
    @task(retries=2)
    def extract_admissions() -> str:
        return "s3://clinic/admissions.parquet"

    @task
    def assign_wards(path: str) -> str:
        return path

    @task(pool="warehouse")
    def load_to_dwh(path: str) -> None:
        print(path)

    load_to_dwh(assign_wards(extract_admissions()))


admissions()
