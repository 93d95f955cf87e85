from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

from media.hooks import count_minutes, free_scratch_disk

with DAG("video_transcodes", schedule="@hourly", start_date=datetime(2025, 1, 1), catchup=False):
    transcode = BashOperator(
        task_id="transcode",
        bash_command="media transcode",
        on_success_callback=free_scratch_disk,
        on_execute_callback=count_minutes,
    )
    publish = BashOperator(task_id="publish_streams", bash_command="media publish")
    transcode >> publish
