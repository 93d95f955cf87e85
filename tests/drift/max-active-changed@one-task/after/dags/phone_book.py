from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("phone_book", schedule="@daily", start_date=datetime(2025, 1, 1)) as dag:
    BashOperator(task_id="pull_ldap", bash_command="ldap pull", max_active_tis_per_dag=8)
