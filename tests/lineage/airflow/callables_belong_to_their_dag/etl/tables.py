"""Used by the DAG only: no pipeline of its own."""

from airflow.providers.postgres.hooks.postgres import PostgresHook


def load_table(table):
    rows = PostgresHook(postgres_conn_id="shop").get_records(f"SELECT * FROM shop.{table}")
    PostgresHook("dwh").insert_rows(f"raw.{table}", rows)
