from airflow.sdk import DAG, TaskGroup
from airflow.providers.standard.operators.python import PythonOperator
from pendulum import datetime

from payroll.steps import book, fetch_hours, gross, net

with DAG("payroll", schedule="0 8 25 * *", start_date=datetime(2025, 1, 1), catchup=False):
    hours = PythonOperator(task_id="fetch_hours", python_callable=fetch_hours)

    with TaskGroup("wages"):
        to_gross = PythonOperator(task_id="compute_gross", python_callable=gross)
        to_net = PythonOperator(task_id="compute_net", python_callable=net)
        done = PythonOperator(task_id="book_wages", python_callable=book)

    hours >> to_gross >> to_net >> done
