from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, TaskGroup

with DAG("leaves_and_roots", schedule=None):
    with TaskGroup("one") as one:
        a, b, c = (EmptyOperator(task_id=n) for n in "abc")
        a >> [b, c]
    with TaskGroup("two") as two:
        d, e, f = (EmptyOperator(task_id=n) for n in "def")
        [d, e] >> f
    with TaskGroup("empty") as empty:
        pass
    one >> two
    two >> empty >> EmptyOperator(task_id="end")
