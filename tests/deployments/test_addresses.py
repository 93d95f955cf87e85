"""Addresses: hosts out of any value, and never the credentials."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.deployments.addresses import addresses, is_local


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("postgresql://u:p@db:5432/app", [("postgresql", "db", "5432", "app")]),
        (
            "db+postgresql://airflow:airflow@postgres/airflow",
            [("postgresql", "postgres", "", "airflow")],
        ),
        (
            "postgresql+psycopg2://a:{env:PW}@postgres:5432/x",
            [("postgresql", "postgres", "5432", "x")],
        ),
        ("postgres://$(USER):$(PW)@db/x", [("postgresql", "db", "", "x")]),
        ("redis://:@redis:6379/0", [("redis", "redis", "6379", "0")]),
        (
            "mongodb+srv://u:p@c0.x.mongodb.net/db?retry=1",
            [("mongodb", "c0.x.mongodb.net", "", "db")],
        ),
        ("mongodb://a:1,b:2/db", [("mongodb", "a", "1", "db"), ("mongodb", "b", "2", "db")]),
        ("amqp://guest:guest@rabbit:5672//", [("amqp", "rabbit", "5672", "")]),
        ("jdbc:postgresql://db:5432/app?user=x", [("postgresql", "db", "5432", "app")]),
        ("jdbc:sqlserver://ms:1433;databaseName=x", [("mssql", "ms", "1433", "")]),
        ("jdbc:oracle:thin:@ora:1521:XE", [("oracle", "ora", "1521", "")]),
        ("jdbc:oracle:thin:@//ora:1521/XE", [("oracle", "ora", "1521", "")]),
        ("jdbc:oracle:thin:scott/tiger@ora/XE", [("oracle", "ora", "", "")]),
        ("s3a://lake/raw/", [("s3", "lake", "", "raw")]),
        ("sqlite:////data/x.db", [("sqlite", "", "", "data/x.db")]),
        (
            "PLAINTEXT://kafka:29092,HOST://localhost:9092",
            [("kafka", "kafka", "29092", ""), ("kafka", "localhost", "9092", "")],
        ),
        ("kafka1:9092,kafka2:9092", [("", "kafka1", "9092", ""), ("", "kafka2", "9092", "")]),
        ("1@kafka:9093,2@kafka2:9093", [("", "kafka", "9093", ""), ("", "kafka2", "9093", "")]),
        (
            "['http://es1:9200', 'http://es2:9200']",
            [("http", "es1", "9200", ""), ("http", "es2", "9200", "")],
        ),
        ("host=db port=5432 user=u password=p", [("", "db", "", "")]),
        ("Server=tcp:ms,1433;User Id=u;Password=p", [("", "ms", "1433", "")]),
        ("kafka-topics.sh --bootstrap-server kafka:9092 --list", [("", "kafka", "9092", "")]),
        ("Postgres", [("", "postgres", "", "")]),
        ("{env:DB_HOST}:{env:DB_PORT}", [("", "{env:DB_HOST}", "{env:DB_PORT}", "")]),
        ("postgresql://{env:U}:{env:P}@{env:Host}/x", [("postgresql", "{env:Host}", "", "x")]),
        ("10:30", []),
        ("true", []),
        ("3", []),
        ("two words", []),
        ("", []),
    ],
)
def test_a_value_holds_these_addresses(value, expected):
    assert [tuple(each) for each in addresses(value)] == expected


@pytest.mark.parametrize(
    "value",
    [
        "postgresql://canary:canary@db:5432/app",
        "postgresql://canary:can/ary@canary@db:5432/app",
        "postgresql://canary:ca?n#ary@db/app",
        "https://canary@db/path?next=http://canary:canary@other/",
        "redis://:canary@db:6379/0",
        "jdbc:oracle:thin:canary/canary@db:1521:XE",
        "jdbc:postgresql://db/app?password=canary",
        "host=db user=canary password=canary",
        "mongodb+srv://canary:canary@db/app?authSource=canary",
    ],
)
def test_credentials_and_queries_are_never_in_an_address(value):
    found = addresses(value)
    assert any(each.host == "db" for each in found)
    assert "canary" not in repr(found)


@pytest.mark.parametrize(
    ("value", "local"),
    [
        ("http://localhost:8080", True),
        ("0.0.0.0:9092", True),
        ("sqlite:///x", True),
        ("db:1", False),
    ],
)
def test_the_container_itself_is_local(value, local):
    assert [is_local(each) for each in addresses(value)] == [local]
