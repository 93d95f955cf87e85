from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, TaskGroup, task, task_group

with DAG("grouped", schedule=None):
    start = EmptyOperator(task_id="start")
    with TaskGroup("outer") as outer:
        a = EmptyOperator(task_id="a")
        with TaskGroup("inner") as inner:
            b = EmptyOperator(task_id="b")
            c = EmptyOperator(task_id="c")
        a >> inner
    with TaskGroup("flat", prefix_group_id=False) as flat:
        d = EmptyOperator(task_id="d")

    @task_group
    def flow():
        @task
        def one():
            return 1

        @task
        def two(x):
            return x

        return two(one())

    start >> outer >> flat >> flow() >> EmptyOperator(task_id="end")
