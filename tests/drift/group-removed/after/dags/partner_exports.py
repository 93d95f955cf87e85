from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("partner_exports", schedule="0 6 * * *", start_date=datetime(2025, 1, 1)) as dag:
    build = BashOperator(task_id="build_catalogue", bash_command="catalogue build")
    upload = BashOperator(task_id="upload_catalogue", bash_command="catalogue upload")
    build >> upload
