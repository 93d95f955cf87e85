from airflow.operators.python import PythonOperator
from base import _Pipeline


class _Fetching(_Pipeline):
    def fetch(self):
        return PythonOperator(task_id="fetch", python_callable=print)


class Companies(_Fetching):
    table = "companies"


class Contacts(_Fetching):
    table = "contacts"
    needs = [Companies]
