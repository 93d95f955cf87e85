from airflow.sdk import DAG, TaskGroup, task


@task
def add(x, y=1):
    return x + y


with DAG("again", schedule=None):
    total = add(1)
    for i in range(3):
        total = add(total, i)
    with TaskGroup("g"):
        add(add(total))
