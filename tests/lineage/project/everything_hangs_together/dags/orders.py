"""Takes orders from the shop, gives them to the warehouse, and starts what hangs on them."""

from datetime import datetime

from airflow.providers.amazon.aws.sensors.s3 import S3KeySensor
from airflow.providers.amazon.aws.transfers.s3_to_redshift import S3ToRedshiftOperator
from airflow.providers.amazon.aws.transfers.sql_to_s3 import SqlToS3Operator
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import DAG, Asset

ORDERS = Asset("s3://lake/orders/{{ ds }}.parquet")
FACTS = Asset("facts_ready")

with DAG("orders", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    extract = SqlToS3Operator(
        task_id="extract",
        sql_conn_id="shop_postgres",
        query="SELECT * FROM public.orders WHERE day = '{{ ds }}'",
        s3_bucket="lake",
        s3_key="orders/{{ ds }}.parquet",
        outlets=[ORDERS],
    )
    wait = S3KeySensor(task_id="wait", bucket_name="lake", bucket_key="rates/*.csv")
    load = S3ToRedshiftOperator(
        task_id="load", s3_bucket="lake", s3_key="orders/{{ds}}.parquet", schema="staging", table="orders"
    )
    build = SQLExecuteQueryOperator(
        task_id="build",
        conn_id="redshift_dwh",
        sql="INSERT INTO dwh.facts SELECT * FROM staging.orders JOIN dwh.customers USING (id)",
        outlets=[FACTS],
    )
    report = TriggerDagRunOperator(task_id="report", trigger_dag_id="report")
    extract >> wait >> load >> build >> report
