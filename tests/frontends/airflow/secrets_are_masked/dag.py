from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, Asset, Label

TOKEN = "ghp_abcdefghijklmnopqrstuvwxyz0123"
lake = Asset("postgres://user:hunter2@db/sales")

with DAG("secret", schedule=lake, tags=[f"token={TOKEN}"]):
    a = EmptyOperator(task_id="a", queue="https://:hunter2@queue", pool="password=hunter2")
    a >> Label("Bearer abcdefgh12345678") >> EmptyOperator(task_id="b", outlets=[lake])
