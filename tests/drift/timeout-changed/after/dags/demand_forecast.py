from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.operators.bash import BashOperator

FIT_LIMIT = timedelta(minutes=30)

with DAG("demand_forecast", schedule="0 1 * * *", start_date=datetime(2024, 1, 1)) as dag:
    fit = SparkSubmitOperator(
        task_id="fit_models", application="jobs/fit.py", execution_timeout=FIT_LIMIT
    )
    order = BashOperator(task_id="order_goods", bash_command="orders from-forecast")
    fit >> order
