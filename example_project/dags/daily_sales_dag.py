"""Daily sales: from the shop's database to Snowflake, once a night.

The steps are those of pipelines/daily_sales.py, each a task of its own. Each leaves its
rows in a file that the next one reads, so a task can be cleared and run again by itself.
"""

from __future__ import annotations

import logging
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from airflow.exceptions import AirflowSkipException
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
    return date.fromisoformat(ds) - timedelta(days=1)


@contextmanager
def pipeline():
    """Yield the pipeline between Airflow's connections; each is opened when it is used.

    The imports stand here because Airflow reads this file often, and the tasks not.
    """
    from extractors.postgres_extractor import PostgresExtractor  # noqa: PLC0415
    from loaders.snowflake_loader import SnowflakeLoader  # noqa: PLC0415
    from pipelines.daily_sales import DailySalesPipeline  # noqa: PLC0415
    from utils.db_connection import Database  # noqa: PLC0415

    shop = BaseHook.get_connection("shop_db")
    database = Database(
        {
            "drivername": "postgresql+psycopg",
            "host": shop.host,
            "port": shop.port or 5432,
            "username": shop.login,
            "password": shop.password,
            "database": shop.schema,
        }
    )
    snowflake = BaseHook.get_connection("snowflake")
    warehouse = SnowflakeLoader(
        user=snowflake.login,
        password=snowflake.password,
        schema=snowflake.schema,
        **{name: snowflake.extra_dejson[name] for name in ("account", "database", "warehouse")},
    )
    with closing(PostgresExtractor(database)) as source, closing(warehouse) as target:
        yield DailySalesPipeline(source, target)


def staged(ds, step):
    """The file of one step of one run, in a folder that all workers see."""
    return Path(Variable.get("staging_folder"), f"daily_sales-{ds}-{step}.parquet")


def read_rows(ds, step):
    import pandas as pd  # noqa: PLC0415

    return pd.read_parquet(staged(ds, step))


def write_rows(ds, step, rows):
    """Write the file whole or not at all: a killed task leaves no half of it."""
    path = staged(ds, step)
    partial = path.with_suffix(".partial")
    rows.to_parquet(partial, index=False)
    partial.replace(path)
    log.info("%s rows %s", len(rows), step)


def extract_sales(ds):
    """Stage the day's sales; a day without any skips the rest."""
    with pipeline() as steps:
        sales = steps.extract(sale_date_of(ds))
        if sales.empty:
            message = f"no sales on {sale_date_of(ds)}"
            raise AirflowSkipException(message)
        steps.validate(sales)
    write_rows(ds, "raw", sales)


def clean_sales(ds):
    with pipeline() as steps:
        write_rows(ds, "clean", steps.clean(read_rows(ds, "raw")))


def aggregate_by_product(ds):
    with pipeline() as steps:
        write_rows(ds, "aggregated", steps.aggregate(read_rows(ds, "clean")))


def add_product_names(ds):
    with pipeline() as steps:
        write_rows(ds, "enriched", steps.enrich(read_rows(ds, "aggregated")))


def load_fact_table(ds):
    """Merge the day into the table: loading it twice gives the same."""
    from pipelines.daily_sales import FACT_DAILY_SALES  # noqa: PLC0415

    with pipeline() as steps:
        steps.load(read_rows(ds, "enriched"), FACT_DAILY_SALES)


def check_quality(ds):
    """Compare what was loaded with what was staged."""
    with pipeline() as steps:
        steps.check_quality(sale_date_of(ds), read_rows(ds, "enriched"))


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
