from datetime import datetime

from airflow import DAG
from airflow.models import Variable
from airflow.operators.bash import BashOperator

with DAG("replicas", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    done = BashOperator(task_id="publish", bash_command="publish.sh")
    for table in Variable.get("crm_tables", deserialize_json=True):
        copy = BashOperator(task_id=f"copy_{table}", bash_command="copy.sh")
        copy >> done
