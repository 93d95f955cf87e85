from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("marts", schedule=None, start_date=datetime(2026, 1, 1)):
    build = BashOperator(task_id="build", bash_command="dbt build")
