from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup

from tenants import ON_TRIAL

with DAG("tenant_backups", schedule="0 23 * * *", start_date=datetime(2024, 3, 1)) as dag:
    dump = BashOperator(task_id="dump_shared", bash_command="backup shared")
    verify = BashOperator(task_id="restore_probe", bash_command="backup probe")
    dump >> verify

    with TaskGroup("trial_tenants"):
        for tenant in ON_TRIAL:
            BashOperator(task_id=f"dump_{tenant}", bash_command=f"backup {tenant}")
