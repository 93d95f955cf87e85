"""Daily sales: what is loaded, and that a failure is alerted and loads nothing."""

from __future__ import annotations

import logging
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from extractors.postgres_extractor import PostgresExtractor
from pipelines.daily_sales import FACT_DAILY_SALES, DailySalesPipeline
from utils.db_connection import Database
from utils.errors import (
    DataQualityError,
    LoadError,
    TransientError,
    ValidationError,
)

DAY = date(2024, 1, 15)
METADATA = sa.MetaData()
SALES = sa.Table(
    "sales",
    METADATA,
    sa.Column("line_id", sa.Integer, primary_key=True),
    sa.Column("sale_id", sa.String(20)),
    sa.Column("product_id", sa.String(20)),
    sa.Column("quantity", sa.Integer),
    sa.Column("unit_price", sa.Numeric(10, 2)),
    sa.Column("sale_date", sa.Date),
)
PRODUCTS = sa.Table(
    "products",
    METADATA,
    sa.Column("product_id", sa.String(20), primary_key=True),
    sa.Column("name", sa.String(20)),
    sa.Column("category", sa.String(20)),
)


class Shop:
    """A shop's database that tests put sales into."""

    def __init__(self, settings):
        self.database = Database(settings)
        self.source = PostgresExtractor(self.database)

    def sell(self, *sales, day=DAY):
        names = ("sale_id", "product_id", "quantity", "unit_price")
        rows = [dict(zip(names, sale, strict=True)) | {"sale_date": day} for sale in sales]
        with self.database.connect() as connection:
            connection.execute(SALES.insert(), rows)


@pytest.fixture(params=["sqlite", "postgres"])
def shop(request, tmp_path):
    if request.param == "sqlite":
        shop = Shop({"drivername": "sqlite", "database": str(tmp_path / "shop.db")})
    else:
        shop = Shop(request.getfixturevalue("postgres"))
    with shop.database.connect() as connection:
        METADATA.create_all(connection)
        product = {"product_id": "P1", "name": "Pan", "category": "kitchen"}
        connection.execute(PRODUCTS.insert(), [product])
    yield shop
    with shop.database.connect() as connection:
        METADATA.drop_all(connection)
    shop.database.close()


def price(text):
    return Decimal(text)


GOOD = [(f"S{n}", "P1", 1, price("2.50")) for n in range(18)] + [("S18", "P2", 3, price("0.10"))]


def facts(target):
    rows = target.read(FACT_DAILY_SALES, {"sale_date": DAY}).sort_values("product_id")
    columns = ["product_id", "product_name", "sales", "quantity", "revenue", "revenue_rank"]
    return list(rows[columns].itertuples(index=False, name=None))


def test_daily_sales_loads_clean_sales_by_product(shop, target, alerts):
    shop.sell(*GOOD, ("S18", "P2", 3, price("0.10")), ("S19", None, 1, price("1.00")))
    shop.sell(("S99", "P1", 7, price("2.50")), day=date(2024, 1, 16))
    pipeline = DailySalesPipeline(shop.source, target, alerts.append, batch_size=4)
    loaded = {"status": "success", "rows_processed": 21, "rows_loaded": 2}
    expected = [("P1", "Pan", 18, 18, 45.0, 1), ("P2", "unknown", 1, 3, 0.3, 2)]
    for _ in range(2):  # twice gives the same table
        assert pipeline.run(DAY) == loaded
        assert facts(target) == expected
    assert alerts == []


def test_sales_are_read_in_batches_of_ten_thousand(target, tmp_path, alerts):
    shop = Shop({"drivername": "sqlite", "database": str(tmp_path / "shop.db")})
    with shop.database.connect() as connection:
        METADATA.create_all(connection)
    shop.sell(*[(f"S{n}", "P1", 1, price("1.00")) for n in range(20_001)])
    sizes, totals = [], []

    def progress(batches, total, desc):
        totals.append((desc, total))
        for batch in batches:
            sizes.append(len(batch))
            yield batch

    DailySalesPipeline(shop.source, target, alerts.append, progress).run(DAY)
    assert sizes == [10_000, 10_000, 1]
    assert totals == [("extract", 3)]


def test_day_without_sales_is_a_warning_and_a_success(shop, target, alerts, caplog):
    result = DailySalesPipeline(shop.source, target, alerts.append).run(DAY)
    assert result == {"status": "success", "rows_processed": 0, "rows_loaded": 0}
    assert [(r.levelno, r.message) for r in caplog.records] == [(logging.WARNING, "no data")]
    assert alerts == []


@pytest.mark.parametrize(
    ("sales", "message"),
    [
        ([("S1", None, 1, price("1.00"))], "product_id: 1 of 1 rows are null"),
        ([("S1", "P1", -1, price("1.00"))], "0 rows, expected at least 1"),
    ],
)
def test_sales_that_cannot_be_used_are_refused(shop, target, alerts, sales, message):
    shop.sell(*GOOD)
    pipeline = DailySalesPipeline(shop.source, target, alerts.append)
    pipeline.run(DAY)
    before = facts(target)
    with shop.database.connect() as connection:
        connection.execute(SALES.delete())
    shop.sell(*sales)
    with pytest.raises(ValidationError, match=message):
        pipeline.run(DAY)
    assert alerts == [f"daily_sales of 2024-01-15 failed: ValidationError: {message}"]
    assert facts(target) == before


def test_source_of_another_shape_is_refused(shop, target, alerts, monkeypatch):
    shop.sell(*GOOD)
    pipeline = DailySalesPipeline(shop.source, target, alerts.append)
    extract = pipeline.extract
    monkeypatch.setattr(pipeline, "extract", lambda day: extract(day).drop(columns="unit_price"))
    with pytest.raises(ValidationError, match="missing columns: unit_price"):
        pipeline.run(DAY)
    assert len(alerts) == 1


def test_sales_that_change_while_they_are_read_are_refused(shop, target, alerts, monkeypatch):
    shop.sell(*GOOD)
    monkeypatch.setattr(shop.source, "count", lambda *_: 18)
    with pytest.raises(ValidationError, match="changed while they were read: 18, 19 rows"):
        DailySalesPipeline(shop.source, target, alerts.append).run(DAY)


def fail_first(target, monkeypatch, *errors):
    script, write = list(errors), target._write

    def _write(data, table):
        if script:
            raise script.pop(0)
        write(data, table)

    monkeypatch.setattr(target, "_write", _write)


def test_load_is_tried_again(shop, target, alerts, waits, monkeypatch):
    shop.sell(*GOOD)
    fail_first(target, monkeypatch, TransientError("lost"), TransientError("lost"))
    result = DailySalesPipeline(shop.source, target, alerts.append).run(DAY)
    assert result["rows_loaded"] == 2
    assert waits == [1, 2]
    assert alerts == []


@pytest.mark.parametrize(
    ("errors", "waited"), [([TransientError("lost")] * 4, [1, 2, 4]), ([LoadError("no")], [])]
)
def test_failed_load_is_logged_alerted_and_raised(
    shop, target, alerts, waits, monkeypatch, caplog, errors, waited
):
    shop.sell(*GOOD)
    fail_first(target, monkeypatch, *errors)
    with pytest.raises(type(errors[0])):
        DailySalesPipeline(shop.source, target, alerts.append).run(DAY)
    assert waits == waited
    assert len(alerts) == 1
    failures = [record for record in caplog.records if record.message == "failed"]
    assert [record.exc_info[0] for record in failures] == [type(errors[0])]


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda rows: rows.slice(1), "1 rows, expected at least 2; revenue of"),
        (lambda rows: rows.set_column(2, "product_name", [[None] * 2]), "product_name: 2 of 2"),
    ],
)
def test_target_that_holds_something_else_fails_the_quality_checks(
    shop, target, alerts, monkeypatch, damage, message
):
    shop.sell(*GOOD)
    write = target._write
    monkeypatch.setattr(
        target, "_write", lambda data, table: write(damage(data).cast(table.schema), table)
    )
    with pytest.raises(DataQualityError, match=message):
        DailySalesPipeline(shop.source, target, alerts.append).run(DAY)
    assert len(alerts) == 1
