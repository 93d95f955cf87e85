import os
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("ad_clicks", schedule="@hourly", start_date=datetime(2025, 1, 1), catchup=False) as dag:
    collect = BashOperator(task_id="collect_clicks", bash_command="ads collect")
    mask = BashOperator(task_id="mask_user_ids", bash_command="ads mask")
    share = BashOperator(task_id="share_with_partners", bash_command="ads share")

    collect >> mask
    collect >> share
    if os.environ.get("STAGE") != "dev":
        mask >> share
