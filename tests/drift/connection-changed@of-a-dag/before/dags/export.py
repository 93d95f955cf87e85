from datetime import datetime

from airflow import DAG
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

SOURCE = "shop"

with DAG("export", schedule="@daily", start_date=datetime(2026, 1, 1)):
    SQLExecuteQueryOperator(task_id="run", conn_id=SOURCE, sql="SELECT export_orders()")
