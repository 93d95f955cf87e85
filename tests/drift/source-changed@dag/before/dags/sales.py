from datetime import datetime

from airflow import DAG
from airflow.providers.amazon.aws.transfers.sql_to_s3 import SqlToS3Operator

with DAG("sales", schedule="@daily", start_date=datetime(2026, 1, 1), catchup=False):
    SqlToS3Operator(
        task_id="export",
        sql_conn_id="shop_postgres",
        query="SELECT * FROM public.sales",
        s3_bucket="lake",
        s3_key="sales/latest.parquet",
    )
