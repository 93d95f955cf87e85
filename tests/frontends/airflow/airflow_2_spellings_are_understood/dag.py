"""Airflow 2: operators below airflow.operators, `schedule`, TaskFlow from airflow.decorators."""
import pendulum
from airflow.decorators import dag, task
from airflow.models.dag import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup

with DAG("two", schedule="0 3 * * *", start_date=pendulum.datetime(2023, 1, 1, tz="UTC")) as two:
    with TaskGroup("g") as g:
        BashOperator(task_id="a", bash_command="echo")
    g >> EmptyOperator(task_id="b")


@dag(dag_id="two_flow", schedule=None, start_date=pendulum.datetime(2023, 1, 1), catchup=False)
def flow():
    @task
    def one():
        return 1

    @task
    def two(x):
        return x

    two(one())


flow()
