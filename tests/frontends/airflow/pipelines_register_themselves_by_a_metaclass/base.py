import sys
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


class Registering(type):
    def __new__(mcs, name, bases, attributes):
        pipeline = super().__new__(mcs, name, bases, attributes)
        if not name.startswith("_"):
            module = sys.modules[pipeline.__module__]
            module.__dict__[f"{pipeline.__name__}_dag"] = pipeline().build()
        return pipeline


class _Pipeline(metaclass=Registering):
    table: str
    needs = []

    def fetch(self):
        raise NotImplementedError

    def build(self):
        dag = DAG(type(self).__name__, schedule="@daily", start_date=datetime(2024, 1, 1))
        fetch = self.fetch()
        fetch.dag = dag
        load = PythonOperator(task_id=f"load_{self.table}", python_callable=print)
        fetch >> load
        for needed in self.needs:
            wait = PythonOperator(task_id=f"wait_{needed.__name__}", python_callable=print, dag=dag)
            wait >> fetch
        return dag
