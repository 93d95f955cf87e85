from datetime import datetime

from airflow import DAG
from airflow.providers.amazon.aws.transfers.local_to_s3 import LocalFilesystemToS3Operator
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

with DAG("refresh_margins", schedule="@daily", start_date=datetime(2024, 1, 1)):
    SQLExecuteQueryOperator(task_id="refresh", sql="CALL refresh_margins()") >> LocalFilesystemToS3Operator(
        task_id="publish", filename="/data/margins.csv", dest_bucket="finance", dest_key="margins.csv"
    )
