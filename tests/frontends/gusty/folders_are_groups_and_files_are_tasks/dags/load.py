"""gusty: a folder of task files is a DAG."""

import os
from datetime import timedelta

from airflow import DAG  # noqa: F401  Airflow looks for these words
from gusty import create_dag

dag = create_dag(
    os.path.join(os.path.dirname(os.path.abspath(__file__)), "sales"),
    schedule="@daily",
    default_args={"owner": "sales", "retries": 2, "retry_delay": timedelta(minutes=5)},
    task_group_defaults={"prefix_group_id": True},
    wait_for_defaults={"timeout": 600},
    extra_tags=["gusty"],
)
