"""What runs because of orders: by an asset, by a sensor, by being triggered."""

from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
from airflow.sdk import Asset, dag, task


@dag(schedule=[Asset("facts_ready")], start_date=datetime(2024, 1, 1))
def scoring():
    @task
    def score():
        import pandas as pd
        from sqlalchemy import create_engine

        engine = create_engine("redshift+psycopg2://dwh/prod")
        facts = pd.read_sql("SELECT * FROM facts", engine)
        facts.to_sql("scores", engine, if_exists="append")

    score()


@dag(schedule=None, start_date=datetime(2024, 1, 1))
def report():
    BashOperator(task_id="send", bash_command="python pipelines/mail_report.py --day {{ ds }}")


@dag(schedule="@daily", start_date=datetime(2024, 1, 1))
def finance():
    ExternalTaskSensor(task_id="orders", external_dag_id="orders", external_task_id="build")
    ExternalTaskSensor(task_id="rates", external_dag_id="currency_rates")


scoring()
report()
finance()
