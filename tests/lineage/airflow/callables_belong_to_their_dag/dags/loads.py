from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
from etl.customers import CustomerPipeline
from etl.tables import load_table

with DAG("loads", start_date=datetime(2024, 1, 1), schedule="@daily"):
    for table in ("orders", "refunds"):
        PythonOperator(
            task_id=f"load_{table}", python_callable=load_table, op_kwargs={"table": table}
        )
    PythonOperator(task_id="customers", python_callable=CustomerPipeline().run)
