from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, chain

with DAG("loops", schedule=None) as dag:
    ts = [EmptyOperator(task_id=f"step_{i:02d}") for i in range(4)]
    for i in range(1, len(ts)):
        ts[i - 1] >> ts[i]
    ops = {}
    for n in ("orders", "users"):
        ops[n] = EmptyOperator(task_id=n)
        ts[-1] >> ops[n]
    ops["orders"] >> ops["users"]
    previous = None
    for letter in "xyz":
        task = EmptyOperator(task_id=letter)
        if previous:
            previous >> task
        previous = task
    chain(*[EmptyOperator(task_id=f"c{i}") for i in range(3)])
    list(dag.tasks) >> EmptyOperator(task_id="watcher", trigger_rule="one_failed")
