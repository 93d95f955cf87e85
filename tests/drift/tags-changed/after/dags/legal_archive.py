from airflow.decorators import dag, task
from pendulum import datetime


@dag(
    schedule="@weekly", start_date=datetime(2025, 1, 1), catchup=False, tags=["legal", "compliance"]
)
def legal_archive():
    @task
    def archive_contracts() -> None: ...

    archive_contracts()


legal_archive()
