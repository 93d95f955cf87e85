"""One writes the object by its bucket and key, the other is scheduled on its URI."""

from datetime import datetime

from airflow.datasets import Dataset, DatasetAlias
from airflow.decorators import dag, task
from airflow.providers.amazon.aws.operators.s3 import S3CreateObjectOperator
from airflow.providers.postgres.operators.postgres import PostgresOperator

START = datetime(2024, 1, 1)


@dag(start_date=START, schedule="@daily")
def rates():
    S3CreateObjectOperator(task_id="write", s3_bucket="lake", s3_key="rates.json", data="{}")
    PostgresOperator(task_id="load", sql="INSERT INTO public.rates SELECT * FROM staging.rates")


@dag(start_date=START, schedule=(Dataset("s3://lake/rates.json") & Dataset("invoices")))
def bill():
    @task(outlets=[DatasetAlias("bills")])
    def write_bills():
        print("bills")

    write_bills()


@dag(start_date=START, schedule=[Dataset("postgres://dwh:5432/prod/public/rates")])
def forecast():
    @task(inlets=[DatasetAlias("bills")])
    def forecast_bills():
        print("forecast")

    forecast_bills()


rates()
bill()
forecast()
