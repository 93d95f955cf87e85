import functools

from airflow.sdk import dag, task


def audited(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs)

    return inner


def my_task(**settings):
    def wrap(f):
        return task(retries=2, **settings)(audited(f))

    return wrap


@dag(schedule=None)
def decorated():
    @my_task(pool="db")
    def extract():
        return 1

    @task
    @audited
    def load(x):
        return x

    load(extract())


decorated()
