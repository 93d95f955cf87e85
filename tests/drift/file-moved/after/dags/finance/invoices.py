from datetime import datetime

from airflow.decorators import dag, task


@dag(schedule="@hourly", start_date=datetime(2026, 3, 1), catchup=False)
def invoices():
    @task(retries=2)
    def fetch_invoices():
        return []

    @task
    def book(invoices):
        print(len(invoices))

    book(fetch_invoices())


invoices()
