from datetime import datetime

from airflow import DAG
from airflow.providers.ftp.operators.ftp import FTPFileTransmitOperator
from airflow.operators.python import PythonOperator

from harbour import publish_tides

with DAG("tide_tables", schedule="@weekly", start_date=datetime(2024, 1, 1), catchup=False):
    get = FTPFileTransmitOperator(
        task_id="get_tides",
        ftp_conn_id="navy",
        operation="get",
        retries=1,
        local_filepath="/data/tides.csv",
        remote_filepath="tides.csv",
    )
    show = PythonOperator(task_id="publish_tides", python_callable=publish_tides)
    get >> show
