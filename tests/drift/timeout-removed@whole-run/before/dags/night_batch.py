from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    dag_id="night_batch",
    schedule="0 23 * * *",
    start_date=datetime(2023, 7, 1),
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=6),
) as dag:
    BashOperator(task_id="book_interest", bash_command="core interest") >> BashOperator(
        task_id="print_statements", bash_command="core statements"
    )
