from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("gene_panels", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    create = BashOperator(task_id="create_cluster", bash_command="create.sh")
    align = BashOperator(task_id="align_reads", bash_command="align.sh")
    drop = BashOperator(task_id="drop_cluster", bash_command="drop.sh").as_teardown()
    create >> align >> drop
