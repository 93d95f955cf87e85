from airflow.sdk import dag
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.http.operators.http import HttpOperator


@dag(schedule="@daily")
def sales():
    HttpOperator(task_id="events", http_conn_id="events", endpoint="/events")
    SQLExecuteQueryOperator(task_id="orders", conn_id="shop", sql="SELECT * FROM orders")
    SQLExecuteQueryOperator(task_id="customers", conn_id="crm", sql="SELECT * FROM customers")
    SQLExecuteQueryOperator(task_id="load", conn_id="warehouse", sql="CALL load()")
    SQLExecuteQueryOperator(task_id="report", conn_id="snowflake_bi", sql="CALL report()")


sales()
