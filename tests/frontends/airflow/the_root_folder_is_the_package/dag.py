from datetime import datetime

from airflow import DAG
from airflow.models import DagRun, XCom
from airflow.operators.empty import EmptyOperator
from the_root_folder_is_the_package import config
from the_root_folder_is_the_package.utils.tasks import clean_up

with DAG("cleaning", schedule="@daily", start_date=datetime(2024, 1, 1)) as dag:
    start = clean_up(config.FOLDER)
    for model in (DagRun, XCom):
        start >> EmptyOperator(task_id=f"clean_{model.__name__}")
