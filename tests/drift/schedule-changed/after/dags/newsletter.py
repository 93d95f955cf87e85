from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.providers.smtp.operators.smtp import EmailOperator

from newsletter import select_articles

with DAG("newsletter", schedule="0 6 * * 1-5", start_date=datetime(2025, 1, 1), catchup=False):
    select = PythonOperator(task_id="select_articles", python_callable=select_articles)
    send = EmailOperator(
        task_id="send_newsletter",
        to="readers@example.com",
        subject="Today",
        html_content="{{ ti.xcom_pull('select_articles') }}",
    )
    select >> send
