from datetime import datetime

from airflow.decorators import dag, task

import pandas as pd


@dag(
    dag_id="crm_import",
    schedule="0 5 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
)
def crm():
    @task(retries=2)
    def load():
        contacts = pd.read_csv("s3://crm-drop/contacts.csv")
        contacts.to_parquet("s3://lake/crm/contacts.parquet")

    load()


crm()
