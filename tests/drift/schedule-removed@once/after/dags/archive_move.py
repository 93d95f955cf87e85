from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("archive_move", schedule="@once", start_date=datetime(2024, 1, 1), catchup=False):
    BashOperator(task_id="move_files", bash_command="move.sh")
