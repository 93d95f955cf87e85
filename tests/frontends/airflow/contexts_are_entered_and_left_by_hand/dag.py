from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup


class Section:
    def __init__(self, name):
        self.group = TaskGroup(name)

    def __enter__(self):
        self.group.__enter__()
        return self

    def __exit__(self, *error):
        self.group.__exit__(*error)


with DAG("sections", schedule=None) as dag:
    before = EmptyOperator(task_id="before")
    with Section("inner") as section:
        EmptyOperator(task_id="work")
    before >> section.group >> EmptyOperator(task_id="after")
