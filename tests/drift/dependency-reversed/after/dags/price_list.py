from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

dag = DAG("price_list", schedule="0 20 * * *", start_date=datetime(2024, 6, 1), catchup=False)

empty_table = SQLExecuteQueryOperator(
    task_id="empty_table", conn_id="shop", sql="TRUNCATE price_list", dag=dag
)
fill_table = BashOperator(task_id="fill_table", bash_command="prices fill", dag=dag)

fill_table.set_downstream(empty_table)
