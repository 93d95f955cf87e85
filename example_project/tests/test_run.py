"""The command: embedded default, exit codes, what a killed run leaves."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import run
from demo import shop

PROJECT = Path(run.__file__).parent
KILLED = """
import os, signal, sys
from pathlib import Path
import run
from loaders.sql_loader import SqlLoader

left = [int(sys.argv[1])]

def die(function):
    def call(*args):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        return function(*args)
    return call

SqlLoader._commit = die(SqlLoader._commit)
Path.replace = die(Path.replace)
sys.exit(run.main(sys.argv[2:]))
"""


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    """A data folder of its own, a small shop, and the logging of before afterwards."""
    monkeypatch.setenv("ETL_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(shop.sales, "__defaults__", (500,))
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield tmp_path
    for handler in {*root.handlers} - {*handlers}:
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)


def table(data, name="fact_daily_sales"):
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall()  # noqa: S608


def test_same_run_twice_gives_the_same_table(data, capsys):
    assert run.main(["daily_sales", "--date", "2024-01-15"]) == 0
    once = table(data)
    assert len(once) > 100
    output = capsys.readouterr()
    assert f"rows loaded     {len(once)}\n" in output.out
    assert "extract: 100%" in output.err
    assert run.main(["daily_sales", "--date", "2024-01-15", "--quiet"]) == 0
    assert table(data) == once
    assert "extract:" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("pipeline", "target"),
    [
        ("daily_sales", "parquet"),
        ("user_events", "parquet"),
        ("user_events", "duckdb"),
        ("inventory_sync", "duckdb"),
        ("inventory_sync", "parquet"),
    ],
)
def test_every_pipeline_runs_without_a_server(pipeline, target, capsys):
    assert run.main([pipeline, "--date", "2024-01-15", "--target", target]) == 0
    assert "status          success" in capsys.readouterr().out


def test_sales_come_from_postgres_when_told(postgres, data, monkeypatch):
    import sqlalchemy as sa  # noqa: PLC0415 -- beside what needs it

    for name, key in (("PGHOST", "host"), ("PGPORT", "port"), ("PGDATABASE", "database")):
        monkeypatch.setenv(name, str(postgres[key]))
    monkeypatch.setenv("PGPASSWORD", "unused")
    engine = sa.create_engine(sa.URL.create(**postgres))
    with engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TABLE products (product_id text, name text, category text)")
        )
        connection.execute(
            sa.text(
                "CREATE TABLE sales AS SELECT 1 AS line_id, 'S1' AS sale_id, 'P1' AS product_id, "
                "2 AS quantity, 1.25 AS unit_price, date '2024-01-15' AS sale_date"
            )
        )
    try:
        assert run.main(["daily_sales", "--date", "2024-01-15", "--source", "postgres"]) == 0
    finally:
        with engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE products, sales"))
        engine.dispose()
    assert [(row[0], row[5], str(row[6])) for row in table(data)] == [("P1", 2, "2.50")]


def test_inventory_goes_from_s3_to_snowflake_when_told(s3, s3_endpoint, monkeypatch, capsys):
    fakesnow = pytest.importorskip("fakesnow")
    for name in ("ACCOUNT", "USER", "PASSWORD"):
        monkeypatch.setenv(f"SNOWFLAKE_{name}", "unused")
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_endpoint)
    monkeypatch.setenv("INVENTORY_BUCKET", "drop")
    counts = b"sku,warehouse,counted_on,quantity\nP1,lyon,2024-01-15,7\nP2,lyon,2024-01-15,\n"
    s3.put_object(Bucket="drop", Key="inventory/2024-01-15/lyon.csv", Body=counts)
    systems = ["--source", "s3", "--target", "snowflake"]
    with fakesnow.patch():
        assert run.main(["inventory_sync", "--date", "2024-01-15", *systems]) == 0
    assert "rows loaded     2\n" in capsys.readouterr().out


def test_closed_day_is_a_success_of_no_rows(capsys):
    assert run.main(["daily_sales", "--date", "2024-01-14"]) == 0
    assert "rows loaded     0\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (["--target", "nowhere"], "no target is called 'nowhere'; there are: duckdb, parquet,"),
        (["--target", "snowflake"], "environment variable SNOWFLAKE_ACCOUNT isn't set"),
        (["--config", "no-such-folder"], "no-such-folder"),
    ],
)
def test_wrong_settings_are_code_2(option, message, capsys, monkeypatch):
    monkeypatch.delenv("SNOWFLAKE_ACCOUNT", raising=False)
    assert run.main(["daily_sales", "--date", "2024-01-15", *option]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["daily_sales"], ["daily_sales", "--date", "today"], ["other"]])
def test_wrong_arguments_are_code_2(wrong, capsys):
    with pytest.raises(SystemExit) as caught:
        run.main(wrong)
    assert caught.value.code == 2


def test_refused_rows_are_code_3_and_alerted(data, monkeypatch, capsys):
    broken = (("S1", None, 1, 1.0, "2024-01-15"),)
    monkeypatch.setattr(shop, "sales", lambda _: broken)
    assert run.main(["daily_sales", "--date", "2024-01-15"]) == 3
    assert "ValidationError: product_id: 1 of 1 rows are null" in capsys.readouterr().err
    lines = (data / "logs" / "etl.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    failed = next(event for event in events if event["event"] == "failed")
    assert failed["pipeline"] == "daily_sales"
    assert "ValidationError" in failed["traceback"]
    assert events[-1]["event"] == "alert"


def started(*arguments):
    return subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT, capture_output=True, check=False, timeout=120
    ).returncode


@pytest.mark.parametrize("commit", ["1", "2"])
def test_killed_run_leaves_what_was_there(data, commit):
    """Killed as the warehouse is checked, and with all rows written but not committed."""
    load = ("daily_sales", "--quiet", "--target", "duckdb", "--date")
    assert started("run.py", *load, "2024-01-15") == 0
    before = table(data)
    assert started("-c", KILLED, commit, *load, "2024-01-16") not in (0, 1, 2)
    assert table(data) == before
    assert started("run.py", *load, "2024-01-16") == 0
    assert len(table(data)) > len(before)


def test_killed_run_leaves_no_parquet_file(data):
    load = ("user_events", "--quiet", "--date", "2024-01-15")
    assert started("-c", KILLED, "1", *load) not in (0, 1, 2)
    readable = [path for path in data.rglob("*.parquet") if "_staging-" not in path.as_posix()]
    assert readable == []
    assert started("run.py", *load) == 0
    assert len([*data.rglob("*.parquet")]) == 1
