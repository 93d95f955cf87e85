from airflow.decorators import dag, task
from pendulum import datetime


@dag(schedule=None, start_date=datetime(2025, 1, 6), catchup=False)
def customer_churn():
    @task
    def build_features() -> str:
        return "features"

    @task
    def score_customers(features: str) -> None:
        print(features)

    score_customers(build_features())


customer_churn()
