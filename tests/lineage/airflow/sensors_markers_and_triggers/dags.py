from datetime import datetime

from airflow import DAG
from airflow.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sensors.external_task import ExternalTaskMarker, ExternalTaskSensor

START = datetime(2024, 1, 1)

with DAG("ingest", start_date=START, schedule="@daily"):
    ExternalTaskMarker(task_id="mark", external_dag_id="clean", external_task_id="wait")
    for name in ("eu", "us"):
        TriggerDagRunOperator(task_id=f"report_{name}", trigger_dag_id=f"report_{name}")

with DAG("clean", start_date=START, schedule="@daily"):
    ExternalTaskSensor(task_id="wait", external_dag_id="ingest", external_task_id="mark")
    ExternalTaskSensor(task_id="elsewhere", external_dag_id="of_another_team")

with DAG("report_eu", start_date=START, schedule=None):
    pass

with DAG("report_us", start_date=START, schedule=None):
    pass
