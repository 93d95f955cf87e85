from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

from wind import curtail, forecast

with DAG("wind_parks", schedule="*/15 * * * *", start_date=datetime(2025, 1, 1), catchup=False):
    predict = PythonOperator(task_id="predict_feed_in", python_callable=forecast)
    limit = PythonOperator(task_id="curtail_turbines", python_callable=curtail, priority_weight=50)
    predict >> limit
