from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, setup, task, teardown

with DAG("cluster", schedule=None):
    create = EmptyOperator(task_id="create").as_setup()
    delete = EmptyOperator(task_id="delete").as_teardown(setups=create)
    with delete:
        EmptyOperator(task_id="one") >> EmptyOperator(task_id="two")
        EmptyOperator(task_id="three")


with DAG("decorated", schedule=None):
    @setup
    def begin():
        return 1

    @teardown(on_failure_fail_dagrun=True)
    def end(x):
        pass

    @task
    def work(x):
        return x

    opened = begin()
    with end(opened):
        work(opened)

with DAG("explicit", schedule=None):
    s, w, t = (EmptyOperator(task_id=n) for n in ("s", "w", "t"))
    s >> w >> t.as_teardown(setups=s)
    w >> EmptyOperator(task_id="after")
    t >> EmptyOperator(task_id="last")
