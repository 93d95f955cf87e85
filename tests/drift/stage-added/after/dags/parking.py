from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.providers.http.operators.http import HttpOperator

from parking.occupancy import drop_closed, store, summarise

with DAG("parking", schedule="*/5 * * * *", start_date=datetime(2025, 4, 1), catchup=False):
    read = HttpOperator(task_id="read_garages", http_conn_id="city_api", endpoint="/garages")
    drop = PythonOperator(task_id="drop_closed_garages", python_callable=drop_closed)
    save = PythonOperator(task_id="save_occupancy", python_callable=store)
    total = PythonOperator(task_id="summarise_districts", python_callable=summarise)

    read >> drop >> save >> total
