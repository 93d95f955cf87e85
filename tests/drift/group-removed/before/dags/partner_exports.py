from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup

PARTNERS = []

with DAG("partner_exports", schedule="0 6 * * *", start_date=datetime(2025, 1, 1)) as dag:
    build = BashOperator(task_id="build_catalogue", bash_command="catalogue build")
    upload = BashOperator(task_id="upload_catalogue", bash_command="catalogue upload")
    build >> upload

    with TaskGroup("partners", tooltip="one export a partner"):
        for partner in PARTNERS:
            BashOperator(task_id=f"export_{partner}", bash_command=f"catalogue to {partner}")
