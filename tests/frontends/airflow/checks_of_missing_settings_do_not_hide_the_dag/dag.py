from airflow import DAG
from airflow.models import Variable
from airflow.operators.empty import EmptyOperator


def required(name):
    value = Variable.get(name, "")
    if not value:
        raise ValueError(f"{name} is required")
    return value


def build(bucket):
    with DAG("exports", schedule=None) as dag:
        EmptyOperator(task_id="export", doc=bucket) >> EmptyOperator(task_id="notify")
    return dag


dag = build(required("bucket"))
