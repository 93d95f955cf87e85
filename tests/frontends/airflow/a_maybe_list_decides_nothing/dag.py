from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Variable

ENABLED = Variable.get("enabled")

with DAG("maybe", schedule=None):
    start = EmptyOperator(task_id="start")
    tasks = []
    for name in ("a", "b"):
        if name in ENABLED:
            tasks.append(EmptyOperator(task_id=name))
    if tasks:
        start >> tasks
    else:
        start >> EmptyOperator(task_id="nothing")
    always = [EmptyOperator(task_id="always")]
    start >> always
