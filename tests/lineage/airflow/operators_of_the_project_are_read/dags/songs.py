from datetime import datetime

from airflow import DAG
from legacy.transfers import FtpToVerticaOperator  # isn't in the project
from plugins.operators import CopyOperator, LoadDimensionOperator

with DAG("songs", start_date=datetime(2024, 1, 1), schedule="@hourly"):
    copy = CopyOperator(task_id="copy", table="songs", s3_key="songs")
    dimension = LoadDimensionOperator(
        task_id="dimension", table="dim_songs", query="SELECT DISTINCT title FROM staging.songs"
    )
    legacy = FtpToVerticaOperator(
        task_id="legacy",
        source_path="ftp://charts/{{ ds }}.csv",
        target_table="charts.daily",
        vertica_conn_id="vertica",
    )
    copy >> dimension
