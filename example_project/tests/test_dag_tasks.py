"""The tasks of the sales DAG, one after the other, load what the pipeline loads at once.

Airflow isn't needed: what the file takes from it is replaced.
"""

from __future__ import annotations

import importlib.util
import sys
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock

import pandas as pd
import pytest

from demo import shop
from extractors.postgres_extractor import PostgresExtractor
from loaders.duckdb_loader import DuckDBLoader
from pipelines.daily_sales import FACT_DAILY_SALES, DailySalesPipeline
from pipelines.systems import open_source, open_target
from utils.errors import DataQualityError

DAG = Path(__file__).parents[1] / "dags" / "daily_sales_dag.py"
DAY = date(2024, 1, 15)
RUN = "2024-01-16"
AIRFLOW = (
    "airflow",
    "airflow.exceptions",
    "airflow.providers",
    "airflow.providers.smtp",
    "airflow.providers.smtp.hooks",
    "airflow.providers.smtp.hooks.smtp",
    "airflow.providers.standard",
    "airflow.providers.standard.operators",
    "airflow.providers.standard.operators.python",
    "airflow.providers.standard.sensors",
    "airflow.providers.standard.sensors.external_task",
    "airflow.sdk",
)


class SkippedError(Exception):
    """Stands for Airflow's."""


@contextmanager
def opened(folder, target):
    """Yield the pipeline between the demo's shop and a DuckDB file."""
    url = {"drivername": "sqlite", "database": str(folder / "shop.db")}
    with ExitStack() as stack:
        source = stack.enter_context(open_source({"type": "sql", "demo": "shop", "url": url}, DAY))
        loader = stack.enter_context(open_target({"type": "duckdb", "path": str(folder / target)}))
        assert isinstance(source, PostgresExtractor)
        assert isinstance(loader, DuckDBLoader)
        yield DailySalesPipeline(source, loader)


@pytest.fixture
def tasks(tmp_path, monkeypatch):
    """The DAG's file as a module, its pipeline between embedded systems."""
    for name in AIRFLOW:
        monkeypatch.setitem(sys.modules, name, MagicMock(name=name))
    sys.modules["airflow.exceptions"].AirflowSkipException = SkippedError
    sys.modules["airflow.sdk"].Variable = SimpleNamespace(get=lambda _name: str(tmp_path))
    spec = importlib.util.spec_from_file_location("daily_sales_dag", DAG)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.between_connections = module.pipeline
    monkeypatch.setattr(module, "pipeline", lambda: opened(tmp_path, "by_tasks.duckdb"))
    return module


def test_pipeline_stands_between_airflow_s_connections(tasks, monkeypatch):
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    pytest.importorskip("snowflake.connector", reason="the extra `snowflake` is not installed")
    shop_db = SimpleNamespace(host="db", port=None, login="etl", password=None, schema="shop")
    snowflake = SimpleNamespace(
        login="etl",
        password=None,
        schema="PUBLIC",
        extra_dejson={"account": "a", "database": "ANALYTICS", "warehouse": "LOADING"},
    )
    connections = {"shop_db": shop_db, "snowflake": snowflake}
    monkeypatch.setattr(tasks, "BaseHook", SimpleNamespace(get_connection=connections.get))
    with tasks.between_connections() as pipeline:
        url = pipeline.source.database.engine.url
        assert (url.host, url.port, url.database) == ("db", 5432, "shop")
        assert type(pipeline.target).__name__ == "SnowflakeLoader"


def run_to_load(tasks):
    tasks.extract_sales(RUN)
    tasks.clean_sales(RUN)
    tasks.aggregate_by_product(RUN)
    tasks.add_product_names(RUN)
    tasks.load_fact_table(RUN)


def loaded(folder, target):
    with opened(folder, target) as pipeline:
        return pipeline.target.read(FACT_DAILY_SALES, {"sale_date": DAY}).sort_values(
            "product_id", ignore_index=True
        )


def test_tasks_load_what_the_pipeline_loads_even_twice(tasks, tmp_path):
    with opened(tmp_path, "at_once.duckdb") as pipeline:
        assert pipeline.run(DAY)["status"] == "success"
    for _ in range(2):
        run_to_load(tasks)
        tasks.check_quality(RUN)
    at_once, by_tasks = loaded(tmp_path, "at_once.duckdb"), loaded(tmp_path, "by_tasks.duckdb")
    assert len(by_tasks) > 0
    pd.testing.assert_frame_equal(by_tasks, at_once)
    assert list(tmp_path.glob("*.partial")) == []


def test_day_without_sales_skips_the_rest(tasks, monkeypatch, tmp_path):
    monkeypatch.setattr(shop, "sales", lambda _day: iter(()))
    with pytest.raises(SkippedError, match="no sales on 2024-01-15"):
        tasks.extract_sales(RUN)
    assert list(tmp_path.glob("*.parquet")) == []


def test_check_fails_when_something_else_was_loaded(tasks):
    run_to_load(tasks)
    enriched = tasks.read_rows(RUN, "enriched")
    tasks.write_rows(RUN, "enriched", enriched.assign(revenue=enriched["revenue"] + 1))
    with pytest.raises(DataQualityError, match="revenue"):
        tasks.check_quality(RUN)
