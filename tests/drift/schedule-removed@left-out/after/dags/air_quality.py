from datetime import datetime

from airflow.sdk import DAG
from airflow.providers.standard.operators.bash import BashOperator

with DAG(
    dag_id="air_quality",
    start_date=datetime(2025, 1, 1),
    catchup=False,
):
    measure = BashOperator(task_id="collect_stations", bash_command="air collect")
    publish = BashOperator(task_id="publish_index", bash_command="air publish")
    measure >> publish
