"""The newest name is tried first, as many files do that run under two Airflows."""
try:
    from airflow.sdk import DAG, task
except ImportError:
    from airflow import DAG
    from airflow.decorators import task

try:
    from airflow.providers.standard.operators.empty import EmptyOperator
except ModuleNotFoundError:
    from airflow.operators.empty import EmptyOperator

with DAG("compatible", schedule=None):
    @task
    def work():
        pass

    EmptyOperator(task_id="start") >> work()
