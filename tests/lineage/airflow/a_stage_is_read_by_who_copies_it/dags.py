from datetime import datetime

from airflow import DAG
from airflow.contrib.hooks.aws_hook import AwsHook
from airflow.hooks.postgres_hook import PostgresHook
from airflow.models import BaseOperator
from airflow.operators.bash_operator import BashOperator
from airflow.providers.snowflake.operators.snowflake import SnowflakeOperator
from airflow.providers.snowflake.transfers.s3_to_snowflake import S3ToSnowflakeOperator
from airflow.utils.decorators import apply_defaults


class StageToRedshiftOperator(BaseOperator):
    template_fields = ("s3_key",)
    copy_sql = """
        COPY {} FROM '{}'
        ACCESS_KEY_ID '{}' SECRET_ACCESS_KEY '{}'
        IGNOREHEADER {}
    """

    @apply_defaults
    def __init__(self, redshift_conn_id="", table="", s3_bucket="", s3_key="", *args, **kwargs):
        super(StageToRedshiftOperator, self).__init__(*args, **kwargs)
        self.table = table
        self.redshift_conn_id = redshift_conn_id
        self.s3_bucket = s3_bucket
        self.s3_key = s3_key

    def execute(self, context):
        credentials = AwsHook("aws_credentials").get_credentials()
        redshift = PostgresHook(postgres_conn_id=self.redshift_conn_id)
        redshift.run("DELETE FROM {}".format(self.table))
        rendered_key = self.s3_key.format(**context)
        path = "s3://{}/{}".format(self.s3_bucket, rendered_key)
        redshift.run(
            self.copy_sql.format(
                self.table, path, credentials.access_key, credentials.secret_key, 1
            )
        )


with DAG(
    "stages",
    start_date=datetime(2024, 1, 1),
    schedule_interval="@hourly",
    user_defined_macros={"raw": "bronze"},
):
    for name in ("events", "songs"):
        StageToRedshiftOperator(
            task_id=f"stage_{name}",
            redshift_conn_id="redshift",
            table=f"staging_{name}",
            s3_bucket="udacity",
            s3_key=f"{name}_data",
        )
    SnowflakeOperator(task_id="put", sql="PUT file:///data/orders.csv @raw.files/orders")
    S3ToSnowflakeOperator(
        task_id="copy", stage="raw.files", s3_keys=["orders/orders.csv"], table="orders", schema="raw"
    )
    SnowflakeOperator(task_id="load", sql="INSERT INTO {{ raw }}.orders SELECT * FROM raw.orders")
    BashOperator(task_id="marts", bash_command="cd /opt/dbt && dbt run --select marts")
