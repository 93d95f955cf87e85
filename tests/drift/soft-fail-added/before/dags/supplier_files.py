from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.providers.amazon.aws.sensors.s3 import S3KeySensor

from suppliers import load_stock

with DAG("supplier_files", schedule="0 7 * * *", start_date=datetime(2025, 1, 1), catchup=False):
    wait = S3KeySensor(
        task_id="wait_for_stock_file",
        bucket_name="supplier-inbox",
        bucket_key="{{ ds }}/stock.csv",
        mode="reschedule",
        timeout=4 * 60 * 60,
    )
    load = PythonOperator(task_id="load_stock", python_callable=load_stock)
    wait >> load
