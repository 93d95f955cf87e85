from airflow.decorators import dag, task
from pendulum import datetime


@dag(schedule="@yearly", start_date=datetime(2024, 1, 1), catchup=False)
def pension_statements():
    @task
    def compute_entitlements() -> str:
        return "s3://pension/entitlements"

    @task
    def print_letters(path: str) -> None:
        print(path)

    entitlements = compute_entitlements()
    print_letters(entitlements)


pension_statements()
