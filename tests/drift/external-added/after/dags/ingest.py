from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import DAG

with DAG("ingest", schedule="@daily", start_date=datetime(2026, 1, 1)):
    load = BashOperator(task_id="load", bash_command="load-files /incoming")
    load >> TriggerDagRunOperator(task_id="start_marts", trigger_dag_id="marts")
