from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

with DAG("shifts", schedule=None):
    a, b, c, d, e, f, g, h = [EmptyOperator(task_id=t) for t in "abcdefgh"]
    a >> [b, c] >> d
    d >> (e, f)
    h << g << [e, f]
    [a, b] >> h
    (a >> b) >> c
