from datetime import datetime

from airflow import DAG
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.postgres.operators.postgres import PostgresOperator
from airflow.utils.task_group import TaskGroup

with DAG("bank_postings", schedule="30 6 * * 1-5", start_date=datetime(2023, 1, 2)) as dag:
    load = SQLExecuteQueryOperator(
        task_id="load_postings", conn_id="core_bank", sql="sql/load_postings.sql"
    )
    with TaskGroup("marts") as marts:
        for mart in ("balances", "fees"):
            PostgresOperator(
                task_id=f"build_{mart}", postgres_conn_id="core_bank", sql=f"sql/{mart}.sql"
            )
    load >> marts
