from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("report", schedule=None, start_date=datetime(2026, 1, 1)):
    BashOperator(task_id="render", bash_command="render-report")
