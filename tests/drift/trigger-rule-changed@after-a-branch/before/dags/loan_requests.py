from airflow.decorators import dag, task
from pendulum import datetime


@dag(schedule="*/30 * * * *", start_date=datetime(2025, 1, 1), catchup=False)
def loan_requests():
    @task.branch
    def choose_scoring() -> str:
        return "score_with_model"

    @task
    def score_with_model() -> None: ...

    @task
    def score_by_rules() -> None: ...

    @task(trigger_rule="none_failed_min_one_success")
    def write_decisions() -> None: ...

    choose_scoring() >> [score_with_model(), score_by_rules()] >> write_decisions()


loan_requests()
