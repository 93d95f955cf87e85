from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("podcast_stats", schedule="@daily", start_date=datetime(2025, 1, 1), catchup=False):
    pull = BashOperator(task_id="pull_downloads", bash_command="podcasts pull", retries=4)
    rank = BashOperator(task_id="rank_episodes", bash_command="podcasts rank")
    pull >> rank
