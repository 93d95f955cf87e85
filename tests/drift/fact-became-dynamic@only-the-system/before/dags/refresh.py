from datetime import datetime

from airflow import DAG
from airflow.providers.amazon.aws.transfers.local_to_s3 import LocalFilesystemToS3Operator
from airflow.providers.postgres.operators.postgres import PostgresOperator

with DAG("refresh_margins", schedule="@daily", start_date=datetime(2024, 1, 1)):
    PostgresOperator(task_id="refresh", sql="CALL refresh_margins()") >> LocalFilesystemToS3Operator(
        task_id="publish", filename="/data/margins.csv", dest_bucket="finance", dest_key="margins.csv"
    )
