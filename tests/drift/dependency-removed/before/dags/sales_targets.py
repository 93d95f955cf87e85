from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("sales_targets", schedule="0 5 * * *", start_date=datetime(2024, 1, 1), catchup=False):
    orders = BashOperator(task_id="load_orders", bash_command="load orders")
    rates = BashOperator(task_id="load_fx_rates", bash_command="load fx")
    revenue = BashOperator(task_id="convert_revenue", bash_command="revenue convert")
    compare = BashOperator(task_id="compare_with_plan", bash_command="plan compare")

    [orders, rates] >> revenue
    [revenue, rates] >> compare
