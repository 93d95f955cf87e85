from airflow.sdk import dag, task, task_group


@task
def step(x):
    return x


@task_group
def pipeline(x):
    return step(step(x))


@dag(schedule=None)
def numbered():
    pipeline(1) >> pipeline(2) >> pipeline.override(group_id="last")(3)


numbered()
