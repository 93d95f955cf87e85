from datetime import datetime

from airflow import DAG
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.google.cloud.operators.bigquery import BigQueryInsertJobOperator

with DAG("marts", start_date=datetime(2024, 1, 1), schedule=None):
    SQLExecuteQueryOperator(
        task_id="orders",
        conn_id="snowflake_prod",
        sql="sql/orders.sql",
        params={"schema": "marts"},
    )
    BigQueryInsertJobOperator(
        task_id="clicks",
        configuration={"query": {"query": "{% include 'sql/clicks.sql' %}", "useLegacySql": False}},
    )
