from airflow import DAG
from airflow.models import Variable
from airflow.operators.empty import EmptyOperator

with DAG("chained", schedule=None) as dag:
    steps = [EmptyOperator(task_id=f"step_{name}") for name in Variable.get("names")]
    for earlier, later in zip(steps, steps[1:]):
        earlier >> later
    for position in range(len(steps) - 1):
        steps[position] >> steps[position + 1]
    EmptyOperator(task_id="start") >> steps
