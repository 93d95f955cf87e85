"""Airflow finds DAG objects among a module's variables, and those that were a context."""
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG


def make(name):
    dag = DAG(name, schedule=None)
    EmptyOperator(task_id="t", dag=dag)
    return dag


make("lost")
kept = make("kept")
in_list = [make("in_list")]
with DAG("hidden", schedule=None, auto_register=False):
    EmptyOperator(task_id="t")
lost = None
