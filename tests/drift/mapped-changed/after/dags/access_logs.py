from airflow.decorators import dag, task
from pendulum import datetime


@dag(schedule="@hourly", start_date=datetime(2025, 2, 1), catchup=False)
def access_logs():
    @task
    def list_files() -> list[str]:
        return []

    @task(max_active_tis_per_dag=8)
    def parse_file(path):
        return path

    @task(trigger_rule="none_failed")
    def merge_sessions(parsed):
        return parsed

    merge_sessions(parse_file(path=list_files()))


access_logs()
