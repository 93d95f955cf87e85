"""XComArgs: by position, keyword, container, item, `.output`, template field."""
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, task

with DAG("results", schedule=None):
    @task(multiple_outputs=True)
    def extract():
        return {"rows": [], "count": 0}

    @task
    def use(*args, **kwargs):
        return args

    data = extract()
    by_position = use.override(task_id="by_position")(data)
    by_item = use.override(task_id="by_item")(data["rows"])
    by_keyword = use.override(task_id="by_keyword")(rows=data["count"])
    nested = use.override(task_id="nested")([{"deep": (data,)}])
    shell = BashOperator(task_id="shell", bash_command="echo", env={"ROWS": by_item})
    classic = PythonOperator(task_id="classic", python_callable=print, op_args=[shell.output])
    after = use.override(task_id="after")(classic.output)
