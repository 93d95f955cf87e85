from datetime import timedelta

from airflow.sdk import DAG, task


@task(retries=1, pool="small")
def work():
    pass


with DAG("overrides", schedule=None):
    work() >> work.override(task_id="patient", retries=5, retry_delay=timedelta(hours=1))()
    work.override(trigger_rule="all_done", queue="night")()
