from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from league import scoring
from league.matches import pull_matches, write_table

with DAG("player_stats", schedule="0 3 * * 1", start_date=datetime(2025, 8, 1), catchup=False):
    pull = PythonOperator(task_id="pull_matches", python_callable=pull_matches)
    score = PythonOperator(task_id="score_players", python_callable=scoring.elo)
    write = PythonOperator(task_id="write_table", python_callable=write_table)
    pull >> score >> write
