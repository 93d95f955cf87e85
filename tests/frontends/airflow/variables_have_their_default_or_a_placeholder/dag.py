import os

from airflow.configuration import conf
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import BaseHook, DAG, Variable

with DAG(
    f"placeholders_{os.environ.get('STAGE', 'dev')}",
    schedule=Variable.get("schedule", default="@daily"),
    max_active_runs=conf.getint("core", "max_active_runs_per_dag"),
):
    BashOperator(
        task_id="t",
        bash_command="echo",
        pool=Variable.get("pool"),
        queue=os.getenv("QUEUE"),
        retries=int(os.environ.get("RETRIES", 2)),
        on_failure_callback=None,
        execution_timeout=None,
    )
