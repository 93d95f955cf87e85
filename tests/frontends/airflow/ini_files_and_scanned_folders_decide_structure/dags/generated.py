import configparser
import json
import os

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.utils.module_loading import import_string

here = os.path.dirname(os.path.abspath(__file__))
settings = configparser.ConfigParser()
settings.read(os.path.join(here, "settings.ini"))
for entry in os.scandir(os.path.join(here, "pipelines")):
    if not entry.name.endswith(".json"):
        continue
    with open(entry.path) as file:
        pipeline = json.load(file)
    with DAG(f"{settings['names']['prefix']}_{pipeline['name']}", schedule=None) as dag:
        for stage, operator in pipeline["stages"].items():
            import_string(operator)(
                task_id=stage, retries=settings.getint("tasks", "retries", fallback=0)
            )
    globals()[dag.dag_id] = dag
