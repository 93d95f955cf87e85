"""Daily sales: from the shop's database to Snowflake, once a night.

Each task leaves its rows in a file that the next one reads, so a task can be
cleared and run again by itself.
"""

from __future__ import annotations

import csv
import logging
from collections import defaultdict
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from airflow.providers.smtp.hooks.smtp import SmtpHook
from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
from airflow.sdk import DAG, BaseHook, Variable

log = logging.getLogger(__name__)

default_args = {
    "owner": "sales-data",
    "retries": 3,
    "retry_delay": timedelta(minutes=5),
}


def sale_date_of(ds):
    """A run at two in the morning loads the sales of the day before."""
    return (date.fromisoformat(ds) - timedelta(days=1)).isoformat()


def staged(ds, step):
    """The file of one step of one run, in a folder that all workers see."""
    return Path(Variable.get("staging_folder"), f"daily_sales-{ds}-{step}.csv")


def read_rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_rows(path, columns, rows):
    """Write the file whole or not at all: a killed task leaves no half of it."""
    partial = path.with_suffix(".partial")
    with partial.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    partial.replace(path)


def extract_sales(ds):
    columns = ("sale_id", "product_id", "quantity", "price", "sale_date")
    hook = BaseHook.get_hook("shop_db")
    records = hook.get_records(
        "SELECT sale_id, product_id, quantity, price, sale_date FROM sales WHERE sale_date = %s",
        parameters=(sale_date_of(ds),),
    )
    rows = [dict(zip(columns, record, strict=True)) for record in records]
    write_rows(staged(ds, "raw"), columns, rows)
    log.info("%s sales extracted", len(rows))


def clean_sales(ds):
    """Drop sales without a product or an amount, and those that came twice."""
    rows = {}
    for row in read_rows(staged(ds, "raw")):
        if row["product_id"] and row["price"] and int(row["quantity"] or 0) > 0:
            rows[row["sale_id"]] = row
    columns = ("sale_id", "product_id", "quantity", "price", "sale_date")
    write_rows(staged(ds, "clean"), columns, rows.values())


def aggregate_by_product(ds):
    quantity, revenue = defaultdict(int), defaultdict(float)
    for row in read_rows(staged(ds, "clean")):
        key = (row["product_id"], row["sale_date"])
        quantity[key] += int(row["quantity"])
        revenue[key] += int(row["quantity"]) * float(row["price"])
    rows = [
        {
            "product_id": product,
            "sale_date": day,
            "quantity": quantity[product, day],
            "revenue": round(revenue[product, day], 2),
        }
        for product, day in sorted(quantity)
    ]
    write_rows(staged(ds, "aggregated"), ("product_id", "sale_date", "quantity", "revenue"), rows)


def add_product_names(ds):
    products = BaseHook.get_hook("shop_db").get_records("SELECT product_id, name FROM products")
    names = {str(product_id): name for product_id, name in products}
    rows = read_rows(staged(ds, "aggregated"))
    for row in rows:
        row["product_name"] = names.get(row["product_id"], "unknown")
    columns = ("product_id", "product_name", "sale_date", "quantity", "revenue")
    write_rows(staged(ds, "enriched"), columns, rows)


def load_fact_table(ds):
    """Replace the day in one transaction: loading it twice gives the same table."""
    rows = [tuple(row.values()) for row in read_rows(staged(ds, "enriched"))]
    hook = BaseHook.get_hook("snowflake")
    with closing(hook.get_conn()) as connection, closing(connection.cursor()) as cursor:
        hook.set_autocommit(connection, autocommit=False)
        cursor.execute("DELETE FROM fact_daily_sales WHERE sale_date = %s", (sale_date_of(ds),))
        for row in rows:
            cursor.execute("INSERT INTO fact_daily_sales VALUES (%s, %s, %s, %s, %s)", row)
        connection.commit()


def check_quality(ds):
    """Compare what was loaded with what was staged."""
    expected = len(read_rows(staged(ds, "enriched")))
    loaded, negative = BaseHook.get_hook("snowflake").get_first(
        "SELECT COUNT(*), COUNT_IF(revenue < 0) FROM fact_daily_sales WHERE sale_date = %s",
        parameters=(sale_date_of(ds),),
    )
    if loaded != expected or negative:
        message = f"{loaded} of {expected} rows loaded, {negative} with a negative revenue"
        raise ValueError(message)


def notify_success(ds):
    with SmtpHook() as hook:
        hook.send_email_smtp(
            to="sales-data@example.com",
            subject=f"Sales of {sale_date_of(ds)} are loaded",
            html_content="fact_daily_sales is complete and checked.",
        )


with DAG(
    dag_id="daily_sales_etl",
    description="Sales of the day before, by product",
    schedule="0 2 * * *",
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    default_args=default_args,
    tags=["sales", "daily"],
) as dag:
    wait_for_source_data = ExternalTaskSensor(
        task_id="wait_for_source_data",
        external_dag_id="source_data_ready",
        external_task_id="mark_complete",
        timeout=3600,
        mode="reschedule",
    )
    extract_sales_data = PythonOperator(
        task_id="extract_sales_data",
        python_callable=extract_sales,
    )
    clean_sales_data = PythonOperator(
        task_id="clean_sales_data",
        python_callable=clean_sales,
    )
    aggregate_sales = PythonOperator(
        task_id="aggregate_sales",
        python_callable=aggregate_by_product,
    )
    enrich_sales = PythonOperator(
        task_id="enrich_sales",
        python_callable=add_product_names,
    )
    load_to_snowflake = PythonOperator(
        task_id="load_to_snowflake",
        python_callable=load_fact_table,
    )
    data_quality_checks = PythonOperator(
        task_id="data_quality_checks",
        python_callable=check_quality,
    )
    send_success_notification = PythonOperator(
        task_id="send_success_notification",
        python_callable=notify_success,
        trigger_rule="all_success",
    )

    (
        wait_for_source_data
        >> extract_sales_data
        >> clean_sales_data
        >> aggregate_sales
        >> enrich_sales
        >> load_to_snowflake
        >> data_quality_checks
        >> send_success_notification
    )
