from airflow.providers.http.operators.http import HttpOperator
from airflow.sdk import dag
from pendulum import datetime, duration


@dag(schedule="0 16 * * 1-5", start_date=datetime(2025, 1, 1), catchup=False)
def exchange_rates():
    fetch = HttpOperator(
        task_id="fetch_rates",
        http_conn_id="central_bank",
        endpoint="/rates/latest",
        retries=2,
        retry_delay=duration(minutes=10),
    )
    store = HttpOperator(task_id="store_rates", http_conn_id="ledger", endpoint="/rates")
    fetch >> store


exchange_rates()
