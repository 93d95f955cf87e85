from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

with DAG("round", schedule=None):
    a, b, c, d = (EmptyOperator(task_id=n) for n in "abcd")
    a >> b >> c >> b
    c >> d

with DAG("fine", schedule=None):
    EmptyOperator(task_id="t")
