"""Airflow 1.10: modules and names that later versions moved."""
from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash_operator import BashOperator
from airflow.operators.dummy_operator import DummyOperator
from airflow.operators.python_operator import BranchPythonOperator, PythonOperator
from airflow.utils.trigger_rule import TriggerRule

default_args = {
    "owner": "data",
    "retries": 1,
    "retry_delay": timedelta(minutes=5),
    "start_date": datetime(2020, 1, 1),
}

dag = DAG(
    "legacy",
    default_args=default_args,
    schedule_interval="@daily",
    catchup=False,
)

start = DummyOperator(task_id="start", dag=dag)
choose = BranchPythonOperator(task_id="choose", python_callable=lambda: "load", dag=dag)
load = PythonOperator(task_id="load", python_callable=print, dag=dag)
skip = BashOperator(task_id="skip", bash_command="true", dag=dag)
end = DummyOperator(task_id="end", trigger_rule=TriggerRule.NONE_FAILED, dag=dag)

start.set_downstream(choose)
load.set_upstream(choose)
choose >> skip
end << [load, skip]
