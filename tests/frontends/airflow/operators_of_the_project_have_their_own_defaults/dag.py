from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, BaseOperator, BaseSensorOperator


class Patient:
    def __init__(self, **kwargs):
        kwargs.setdefault("retries", 4)
        super().__init__(**kwargs)


class CopyOperator(Patient, BashOperator):
    def __init__(self, table, **kwargs):
        super().__init__(task_id=f"copy_{table}", bash_command="copy", **kwargs)


class ReadySensor(BaseSensorOperator):
    def __init__(self, *, poke_interval=30, **kwargs):
        super().__init__(poke_interval=poke_interval, mode="reschedule", **kwargs)

    def poke(self, context):
        return True


class Step(BaseOperator):
    ui_color = "#fff"


def step(name, **kwargs):
    return PythonOperator(task_id=name, python_callable=print, **kwargs)


with DAG("own_operators", schedule=None, default_args={"retries": 1}):
    ready = ReadySensor(task_id="ready")
    ready >> [CopyOperator(table="orders"), CopyOperator(table="users", retries=9)] >> step("sum") >> Step(task_id="end")
