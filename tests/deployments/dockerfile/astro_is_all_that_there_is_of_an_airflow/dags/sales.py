from airflow.sdk import dag
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator


@dag(schedule="@daily")
def sales():
    SQLExecuteQueryOperator(task_id="count", conn_id="shop", sql="SELECT COUNT(*) FROM orders")
    SQLExecuteQueryOperator(task_id="load", conn_id="warehouse", sql="CALL load()")


sales()
