from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, task


def call(**context):
    BashOperator(task_id="inside_callable", bash_command="x").execute(context)


def alert(context):
    BashOperator(task_id="inside_callback", bash_command="x").execute(context)


with DAG("bodies", schedule=None, on_failure_callback=alert):
    @task(on_failure_callback=alert)
    def body():
        BashOperator(task_id="inside_body", bash_command="x").execute({})

    PythonOperator(task_id="call", python_callable=call, on_retry_callback=[alert]) >> body()
