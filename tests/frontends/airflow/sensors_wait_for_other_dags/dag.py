from datetime import timedelta

from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.providers.standard.sensors.external_task import ExternalTaskMarker, ExternalTaskSensor
from airflow.providers.standard.sensors.filesystem import FileSensor
from airflow.sdk import DAG

with DAG("waiting", schedule="@daily"):
    whole = ExternalTaskSensor(task_id="wait_for_dag", external_dag_id="upstream", timeout=3600, mode="reschedule")
    one = ExternalTaskSensor(
        task_id="wait_for_task",
        external_dag_id="upstream",
        external_task_id="done",
        execution_delta=timedelta(hours=1),
        poke_interval=30,
    )
    several = ExternalTaskSensor(task_id="wait_for_tasks", external_dag_id="upstream", external_task_ids=["a", "b"])
    file = FileSensor(task_id="wait_for_file", filepath="/data/x", timeout=timedelta(minutes=90).total_seconds())
    start = TriggerDagRunOperator(task_id="start_other", trigger_dag_id="other", wait_for_completion=True)
    mark = ExternalTaskMarker(task_id="mark", external_dag_id="child", external_task_id="first")
    [whole, one, several, file] >> start >> mark
