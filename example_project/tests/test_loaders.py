"""Every loader keeps the same promises; Redshift's SQL runs in PostgreSQL, its S3 is moto's."""

from __future__ import annotations

import io
from datetime import date

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from loaders.duckdb_loader import DuckDBLoader
from loaders.parquet_loader import ParquetLoader
from loaders.table import Table
from utils.errors import ConfigError, LoadError, TransientError

DAY, NEXT = date(2024, 1, 15), date(2024, 1, 16)
TABLE = Table(
    name="fact",
    columns={
        "day": "DATE",
        "product": "VARCHAR",
        "quantity": "INTEGER",
        "revenue": "DECIMAL(18,2)",
    },
    keys=("day", "product"),
    partition_by="day",
)


def rows(*records):
    return pd.DataFrame(records, columns=list(TABLE.columns))


FIRST = rows((DAY, "a", 1, 1.10), (DAY, "b", 2, 2.20), (NEXT, "a", 3, 3.30))


def stored(loader, day=DAY):
    found = loader.read(TABLE, {"day": day}).sort_values("product")
    return list(found.drop(columns="day").itertuples(index=False, name=None))


@pytest.fixture(params=["duckdb", "parquet", "snowflake", "redshift"])
def loader(request, tmp_path):
    loader = request.getfixturevalue(f"{request.param}_loader")
    yield loader
    loader.close()


@pytest.fixture
def duckdb_loader(tmp_path):
    return DuckDBLoader(tmp_path / "new folder" / "warehouse.duckdb")


@pytest.fixture
def parquet_loader(tmp_path):
    return ParquetLoader(tmp_path / "lake")


@pytest.fixture
def snowflake_loader(tmp_path):
    fakesnow = pytest.importorskip("fakesnow")
    from loaders.snowflake_loader import SnowflakeLoader  # noqa: PLC0415 -- an extra

    with fakesnow.patch():
        yield SnowflakeLoader(database="ANALYTICS", schema="PUBLIC")


@pytest.fixture
def redshift_loader(postgres, s3, s3_endpoint, monkeypatch):
    pytest.importorskip("redshift_connector")
    import psycopg  # noqa: PLC0415 -- an extra

    from loaders.redshift_loader import RedshiftLoader  # noqa: PLC0415 -- an extra

    def connect():
        return psycopg.connect(
            host=postgres["host"], port=postgres["port"], user="etl", dbname="postgres"
        )

    def copy(_, cursor, stage, uri):
        """What Redshift does for COPY ... FORMAT AS PARQUET."""
        body = s3.get_object(Bucket="drop", Key=uri.removeprefix("s3://drop/"))["Body"]
        for row in pq.read_table(io.BytesIO(body.read())).to_pylist():
            cursor.execute(f"INSERT INTO {stage} VALUES (%s, %s, %s, %s)", list(row.values()))  # noqa: S608

    monkeypatch.setattr(RedshiftLoader, "_copy", copy)
    loader = RedshiftLoader({}, "drop", "arn:aws:iam::1:role/copy", endpoint_url=s3_endpoint)
    loader._connect, loader._transient = connect, (psycopg.OperationalError,)
    yield loader
    assert s3.list_objects_v2(Bucket="drop")["KeyCount"] == 0, "the staged file is left behind"
    with connect() as connection:
        connection.execute("DROP TABLE IF EXISTS fact")


def test_same_load_twice_gives_the_same_table(loader):
    loader.validate_connection()
    assert loader.upsert(FIRST, TABLE) == 3
    once = stored(loader), stored(loader, NEXT)
    assert once == ([("a", 1, 1.10), ("b", 2, 2.20)], [("a", 3, 3.30)])
    assert loader.upsert(FIRST, TABLE) == 3
    assert (stored(loader), stored(loader, NEXT)) == once


def test_rows_with_known_keys_are_replaced_and_others_stay(loader):
    loader.upsert(FIRST, TABLE)
    loader.upsert(rows((DAY, "b", 20, 22.00), (DAY, "c", 5, None)), TABLE)
    assert stored(loader)[:2] == [("a", 1, 1.10), ("b", 20, 22.00)]
    assert stored(loader)[2][:2] == ("c", 5)
    assert stored(loader, NEXT) == [("a", 3, 3.30)]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (rows((DAY, "c", 1, 1.0), (DAY, "c", 2, 2.0)), "1 of 2 rows repeat day, product"),
        (rows((DAY, "c", 1, 1.0), (DAY, None, 2, 2.0)), "product: 1 of 2 rows are null"),
        (rows((DAY, "c", "many", 1.0)), "fact: .*many"),
        (rows((DAY, "c", 2**40, 1.0)), "fact: "),
        (FIRST.drop(columns="revenue"), "missing columns: revenue"),
    ],
)
def test_rows_that_do_not_fit_are_refused_and_nothing_is_loaded(loader, wrong, message):
    loader.upsert(FIRST, TABLE)
    with pytest.raises(LoadError, match=message):
        loader.upsert(wrong, TABLE)
    assert stored(loader) == [("a", 1, 1.10), ("b", 2, 2.20)]


def test_nothing_to_load_loads_nothing(loader):
    loader.upsert(FIRST, TABLE)
    assert loader.upsert(FIRST.head(0), TABLE) == 0
    assert len(stored(loader)) == 2


def test_table_that_is_not_there_is_an_error(loader):
    with pytest.raises(LoadError):
        loader.read(TABLE, {"day": DAY})


def test_statement_that_fails_after_others_undoes_them(duckdb_loader, redshift_loader):
    def delete_twice(loader):
        with loader.transaction() as cursor:
            cursor.execute("DELETE FROM fact")
            cursor.execute("DELETE FROM no_such_table")

    for loader in (duckdb_loader, redshift_loader):
        loader.upsert(FIRST, TABLE)
        with pytest.raises(LoadError, match="no_such_table"):
            delete_twice(loader)
        assert len(stored(loader)) == 2
        loader.close()


def test_copy_that_fails_leaves_the_table_and_no_staged_file(redshift_loader, monkeypatch):
    def fail(*_):
        raise RuntimeError("COPY found a broken file")

    redshift_loader.upsert(FIRST, TABLE)
    monkeypatch.setattr(type(redshift_loader), "_copy", fail)
    with pytest.raises(LoadError, match="broken file"):
        redshift_loader.upsert(rows((DAY, "c", 5, 5.5)), TABLE)
    assert len(stored(redshift_loader)) == 2


def test_copy_statement_quotes_what_cannot_be_bound():
    module = pytest.importorskip("loaders.redshift_loader")
    statements = []
    cursor = type("Cursor", (), {"execute": lambda _, text: statements.append(text)})()
    loader = type("Loader", (), {"iam_role": "arn:o'role"})()
    module.RedshiftLoader._copy(loader, cursor, "stage_fact", "s3://drop/x.parquet")
    assert statements == [
        "COPY stage_fact FROM 's3://drop/x.parquet' IAM_ROLE 'arn:o''role' FORMAT AS PARQUET"
    ]


def test_database_that_another_process_holds_may_be_free_later(duckdb_loader, monkeypatch):
    def held(_):
        raise duckdb.IOException("Could not set lock on file")

    monkeypatch.setattr(duckdb, "connect", held)
    with pytest.raises(TransientError, match="lock"):
        duckdb_loader.upsert(FIRST, TABLE)


def test_parquet_files_are_one_a_partition_and_nothing_else(parquet_loader):
    left_behind = parquet_loader.folder / "fact" / "_staging-of-a-killed-run"
    left_behind.mkdir(parents=True)
    for _ in range(2):
        parquet_loader.upsert(FIRST, TABLE)
    files = sorted(path for path in parquet_loader.folder.rglob("*") if path.is_file())
    assert [path.relative_to(parquet_loader.folder).as_posix() for path in files] == [
        "fact/day=2024-01-15/part-0.parquet",
        "fact/day=2024-01-16/part-0.parquet",
    ]
    assert not left_behind.exists()


def test_parquet_file_that_cannot_be_read_is_not_replaced(parquet_loader):
    parquet_loader.upsert(FIRST, TABLE)
    (broken,) = parquet_loader.folder.rglob("day=2024-01-15/*.parquet")
    broken.write_bytes(b"PAR1 no more")
    with pytest.raises(LoadError, match=r"part-0\.parquet"):
        parquet_loader.upsert(FIRST, TABLE)
    assert broken.read_bytes() == b"PAR1 no more"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "fact; DROP TABLE fact"}, "can't be the name"),
        ({"columns": {"day; --": "DATE"}}, "can't be the name"),
        ({"columns": {"day": "DATE); --"}}, "is none of"),
        ({"keys": ("id",)}, r"not \['id'\]"),
        ({"keys": ()}, "needs keys"),
        ({"partition_by": "month"}, r"not \['month'\]"),
    ],
)
def test_table_that_cannot_be_is_refused_before_any_statement(changes, message):
    settings = {"name": "fact", "columns": dict(TABLE.columns), "keys": ("day",)}
    with pytest.raises(ConfigError, match=message):
        Table(**settings | changes)
