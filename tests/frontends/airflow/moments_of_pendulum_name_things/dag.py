import pendulum
from airflow import DAG
from airflow.operators.empty import EmptyOperator

first = pendulum.datetime(2024, 1, 31)
with DAG("moments", schedule=None, start_date=first.subtract(days=30)) as dag:
    EmptyOperator(task_id=f"day_{first.add(days=1).to_date_string()}")
    EmptyOperator(task_id=f"month_{first.add(months=1).strftime('%Y%m%d')}")
    EmptyOperator(task_id=f"start_{first.start_of('year').to_date_string()}")
    EmptyOperator(task_id=f"at_{first.format('YYYYMMDD')}")
