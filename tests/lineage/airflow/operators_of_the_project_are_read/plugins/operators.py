from airflow.hooks.postgres_hook import PostgresHook
from airflow.models import BaseOperator
from airflow.providers.amazon.aws.transfers.s3_to_redshift import S3ToRedshiftOperator


class LoadDimensionOperator(BaseOperator):
    """What it does is in its own code."""

    def __init__(self, table, query, redshift_conn_id="redshift", **kwargs):
        super().__init__(**kwargs)
        self.table = table
        self.query = query
        self.redshift_conn_id = redshift_conn_id

    def execute(self, context):
        hook = PostgresHook(self.redshift_conn_id)
        hook.run(f"TRUNCATE TABLE {self.table}")
        hook.run(f"INSERT INTO {self.table} {self.query}")


class CopyOperator(S3ToRedshiftOperator):
    """What it does, its base is known for."""

    def __init__(self, **kwargs):
        super().__init__(schema="staging", s3_bucket="lake", **kwargs)
