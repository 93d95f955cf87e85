from airflow.sdk import DAG

with DAG("broken", schedule=None) as dag
    pass
