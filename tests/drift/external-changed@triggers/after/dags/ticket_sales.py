from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import dag, task
from pendulum import datetime


@dag(schedule="@daily", start_date=datetime(2025, 5, 1), catchup=False)
def ticket_sales():
    @task
    def load_tickets() -> int:
        return 0

    settle = TriggerDagRunOperator(
        task_id="start_settlement", trigger_dag_id="settle_organizers", wait_for_completion=False
    )
    load_tickets() >> settle


ticket_sales()
