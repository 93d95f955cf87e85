from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

from desk.alerts import tell_desk

with DAG(
    "risk_figures",
    schedule_interval="0 4 * * 1-5",
    start_date=datetime(2023, 1, 2),
    sla_miss_callback=tell_desk,
) as dag:
    value = BashOperator(task_id="value_positions", bash_command="risk value")
    report = BashOperator(
        task_id="report_var", bash_command="risk report", sla=timedelta(hours=2, minutes=30)
    )
    value >> report
