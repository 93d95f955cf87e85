import os
import sys

from airflow import DAG
from warehouse.operators import LoadOperator

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "scripts"))
from naming import stage_id
from shared_tasks.notices import notice

with DAG("nightly", schedule="@daily", default_args={"retries": 1}) as dag:
    LoadOperator(task_id=stage_id("orders")) >> notice()
