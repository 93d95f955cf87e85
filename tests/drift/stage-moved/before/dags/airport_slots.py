from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup

with DAG("airport_slots", schedule="0 */2 * * *", start_date=datetime(2024, 11, 1)):
    slots = BashOperator(task_id="fetch_slots", bash_command="slots fetch")
    weather = BashOperator(task_id="fetch_weather", bash_command="slots weather")

    with TaskGroup("planning", prefix_group_id=False):
        plan = BashOperator(task_id="plan_runways", bash_command="slots plan")
        publish = BashOperator(task_id="publish_plan", bash_command="slots publish")

    [slots, weather] >> plan >> publish
