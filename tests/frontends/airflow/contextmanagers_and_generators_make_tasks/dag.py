from contextlib import contextmanager

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, TaskGroup


@contextmanager
def guarded(name):
    with TaskGroup(name) as group:
        begin = EmptyOperator(task_id="begin")
        end = EmptyOperator(task_id="end")
        yield begin, end
    group >> EmptyOperator(task_id=f"{name}_done")


def steps(count):
    for n in range(count):
        yield EmptyOperator(task_id=f"step_{n}")


with DAG("contexts", schedule=None):
    with guarded("g") as (begin, end):
        for step in steps(2):
            begin >> step >> end
