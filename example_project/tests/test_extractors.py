"""The database extractor against SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
import sqlalchemy as sa

from extractors.postgres_extractor import PostgresExtractor
from utils.db_connection import Database
from utils.errors import ExtractionError, TransientError

SALES = "SELECT id, day, amount FROM sales WHERE amount > :amount ORDER BY id"
DAYS = [date(2024, 1, 14), date(2024, 1, 15), date(2024, 1, 16)]


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, tmp_path):
    """A database with 25 sales."""
    if request.param == "sqlite":
        settings = {"drivername": "sqlite", "database": str(tmp_path / "shop.db")}
    else:
        settings = request.getfixturevalue("postgres")
    database = Database(settings)
    table = sa.Table(
        "sales",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date),
        sa.Column("amount", sa.Integer),
    )
    rows = [{"id": n, "day": DAYS[n % 3], "amount": n * 10} for n in range(25)]
    with database.connect() as connection:
        table.create(connection)
        connection.execute(table.insert(), rows)
    yield database
    with database.connect() as connection:
        table.drop(connection)
    database.close()


def test_batches_give_every_row_once(database):
    source = PostgresExtractor(database)
    batches = list(source.batches(SALES, 10, {"amount": 0}))
    assert [len(batch) for batch in batches] == [10, 10, 4]
    assert pd.concat(batches)["id"].tolist() == list(range(1, 25))
    assert source.count(SALES, {"amount": 0}) == 24
    assert list(source.batches(SALES, 10, {"amount": 1000})) == []


def test_rows_later_than_a_value(database):
    source = PostgresExtractor(database)
    changed = source.extract_incremental(SALES, "day", DAYS[1], {"amount": 100})
    assert changed["id"].tolist() == [11, 14, 17, 20, 23]


def test_values_are_bound_and_never_part_of_the_statement(database):
    statement = "SELECT id FROM sales WHERE CAST(id AS VARCHAR(9)) = :name"
    rows = PostgresExtractor(database).extract(statement, {"name": "1' OR '1' = '1"})
    assert rows.empty
    assert list(rows.columns) == ["id"]


def test_dates_are_dates_to_every_driver(database):
    statement = "SELECT id FROM sales WHERE day = :day ORDER BY id"
    rows = PostgresExtractor(database).extract(statement, {"day": DAYS[0]})
    assert rows["id"].tolist() == [0, 3, 6, 9, 12, 15, 18, 21, 24]


def test_batches_without_an_order_are_refused(database):
    with pytest.raises(ValueError, match="ORDER BY"):
        PostgresExtractor(database).extract_batch("SELECT id FROM sales", 0, 10)


def test_wrong_statement_is_refused_at_once(database, waits):
    with pytest.raises(ExtractionError, match="no_such_table"):
        PostgresExtractor(database).extract("SELECT * FROM no_such_table")
    assert waits == []


def test_connections_that_the_server_closed_are_replaced(database):
    if database.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no server")
    batches = PostgresExtractor(database).batches(SALES, 10, {"amount": 0})
    found = [next(batches)]
    other = sa.create_engine(database.engine.url)
    with other.begin() as connection:
        connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
        )
    other.dispose()
    found += batches
    assert sum(len(batch) for batch in found) == 24


def test_health_of_a_database(database):
    PostgresExtractor(database).validate_connection()
    health = database.health()
    assert health.healthy
    assert health.error == ""


def test_unreachable_database_is_retried_and_named_without_its_password(waits):
    pytest.importorskip("psycopg")
    settings = {"drivername": "postgresql+psycopg", "host": "127.0.0.1", "port": "1"}
    database = Database({**settings, "username": "etl", "password": "a-secret"})
    with pytest.raises(TransientError, match=r"postgresql\+psycopg://etl:\*\*\*@127") as caught:
        PostgresExtractor(database).validate_connection()
    assert "a-secret" not in str(caught.value)
    assert waits == [0.5, 1.0, 2.0]
    assert not database.health().healthy
