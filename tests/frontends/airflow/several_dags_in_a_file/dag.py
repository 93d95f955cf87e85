from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, dag

a = DAG("variable", schedule=None)
EmptyOperator(task_id="one", dag=a)

with DAG("context", schedule=None):
    EmptyOperator(task_id="two")


@dag(schedule=None)
def decorated():
    EmptyOperator(task_id="three")


@dag(schedule=None)
def never_called():
    EmptyOperator(task_id="four")


decorated()
