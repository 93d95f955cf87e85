from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator


with DAG("tenant_backups", schedule="0 23 * * *", start_date=datetime(2024, 3, 1)) as dag:
    dump = BashOperator(task_id="dump_shared", bash_command="backup shared")
    verify = BashOperator(task_id="restore_probe", bash_command="backup probe")
    dump >> verify
