from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from radiology import anonymise, segment

with DAG("mri_scans", schedule="@hourly", start_date=datetime(2025, 1, 1), catchup=False):
    strip = PythonOperator(task_id="anonymise_scans", python_callable=anonymise)
    model = PythonOperator(task_id="segment_organs", python_callable=segment, queue="gpu-spot")
    strip >> model
