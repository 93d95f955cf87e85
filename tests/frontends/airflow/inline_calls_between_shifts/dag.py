from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, task


@task
def extract():
    return [1]


@task
def load(rows):
    return len(rows)


def finish():
    return EmptyOperator(task_id="finish")


with DAG("inline", schedule=None):
    EmptyOperator(task_id="start") >> load(extract()) >> finish()
