from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, task, task_group

with DAG("mapped", schedule=None):
    @task
    def files():
        return ["a", "b"]

    @task(retries=2)
    def load(path, db="x"):
        return path

    @task
    def total(values):
        return list(values)

    found = files()
    loaded = load.partial(db="y").expand(path=found)
    total(loaded)
    load.override(task_id="pairs").expand_kwargs([{"path": "a"}, {"path": "b"}])
    BashOperator.partial(task_id="shell", retries=3, bash_command="echo").expand(env=found.map(lambda f: {"F": f}))

    @task_group
    def each(path):
        return total(load(path))

    each.expand(path=found) >> total.override(task_id="end")([])
