from airflow.decorators import dag
from airflow.models.baseoperator import chain
from airflow.providers.amazon.aws.transfers.s3_to_redshift import S3ToRedshiftOperator
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from pendulum import datetime


@dag(schedule="0 4 * * *", start_date=datetime(2025, 1, 1), catchup=False)
def claims():
    load = S3ToRedshiftOperator(
        task_id="load_claims", s3_bucket="insurer-raw", s3_key="claims/", table="stg_claims"
    )
    merge = SQLExecuteQueryOperator(task_id="merge_claims", sql="sql/merge_claims.sql")

    chain(load, merge)


claims()
