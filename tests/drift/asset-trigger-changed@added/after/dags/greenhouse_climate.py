from datetime import datetime

from airflow import DAG
from airflow.datasets import Dataset
from airflow.operators.bash import BashOperator

SENSORS = Dataset("s3://greenhouse/sensors")
FORECAST = Dataset("s3://greenhouse/forecast")

with DAG("greenhouse_climate", schedule=[SENSORS, FORECAST], start_date=datetime(2025, 1, 1)):
    plan = BashOperator(task_id="plan_heating", bash_command="climate plan")
    apply = BashOperator(task_id="apply_setpoints", bash_command="climate apply")
    plan >> apply
