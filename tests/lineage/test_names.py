"""Names of data: which spellings mean the same, which say nothing, and what holds what."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.diagrams.lineage.matching import holding, united
from pytest_etl_diagram.diagrams.lineage.names import settled
from pytest_etl_diagram.model import DataAsset


def asset(text):
    """Return the asset `system|kind|name`."""
    return DataAsset(*text.split("|"))


@pytest.mark.parametrize(
    ("given", "known"),
    [
        # where it is, by URI and by bucket and key
        ("S3|object|bucket/key.csv", "S3|object|bucket/key.csv"),
        ("|asset|s3://bucket/key.csv", "S3|object|bucket/key.csv"),
        ("files|file|s3a://bucket/key.csv", "S3|object|bucket/key.csv"),
        ("S3|object|bucket//raw/", "S3|object|bucket/raw"),
        ("|asset|gs://bucket/a/b", "Google Cloud Storage|object|bucket/a/b"),
        ("|asset|file:///data/a.csv", "files|file|/data/a.csv"),
        ("|asset|postgres://host:5432/db/public/orders", "PostgreSQL|table|db.public.orders"),
        ("|asset|postgresql://u:p@host/db/public/orders", "PostgreSQL|table|db.public.orders"),
        ("|asset|bigquery://project/dataset/table", "BigQuery|table|project.dataset.table"),
        ("|asset|snowflake://account/db/schema/t", "Snowflake|table|db.schema.t"),
        ("|asset|https://api.example.com/orders/", "REST API|url|https://api.example.com/orders"),
        ("|asset|x-own://orders/daily", "|asset|x-own://orders/daily"),
        ("|asset|orders", "|asset|orders"),
        # systems, as YAML files call them
        ("postgres|table|orders", "PostgreSQL|table|orders"),
        ("s3|object|bucket/key", "S3|object|bucket/key"),
        ("KAFKA|topic|orders", "Kafka|topic|orders"),
        ("database|table|orders", "|table|orders"),
        ("Our own|table|orders", "Our own|table|orders"),
        # tables
        ('PostgreSQL|table|"public"."orders"', "PostgreSQL|table|public.orders"),
        ("BigQuery|table|`p.d.t`", "BigQuery|table|p.d.t"),
        ("BigQuery|table|p:d.t", "BigQuery|table|p.d.t"),
        ("BigQuery|table|d.t${{ ds_nodash }}", "BigQuery|table|d.t"),
        ("SQL Server|table|[dbo].[orders]", "SQL Server|table|dbo.orders"),
        ("PostgreSQL|table|{schema}.orders", "PostgreSQL|table|orders"),
        ("PostgreSQL|table|{env:SCHEMA}.orders", "PostgreSQL|table|{env:SCHEMA}.orders"),
        # paths
        ("files|file|./data/out.csv", "files|file|data/out.csv"),
        ("files|file|data/../out.csv", "files|file|out.csv"),
        ("files|file|data\\out.csv", "files|file|data/out.csv"),
        # topics and queues
        ("SQS|queue|https://sqs.eu-west-1.amazonaws.com/123/orders", "SQS|queue|orders"),
        ("SNS|topic|arn:aws:sns:eu-west-1:123:orders", "SNS|topic|orders"),
        ("Pub/Sub|topic|projects/p/topics/orders", "Pub/Sub|topic|orders"),
        # templates are kept
        ("S3|object|bucket/{{ds}}.csv", "S3|object|bucket/{{ ds }}.csv"),
        ("S3|object|{{ var.value.bucket }}/x", "S3|object|{{ var.value.bucket }}/x"),
        ("S3|object|${BUCKET}/x", "S3|object|${BUCKET}/x"),
        ("S3|object|{env:BUCKET}/x", "S3|object|{env:BUCKET}/x"),
        ("files|file|landing/{day}.csv", "files|file|landing/{day}.csv"),
        # what only its pipeline knows says nothing
        ("PostgreSQL|table|{table}", "PostgreSQL|table|"),
        ("PostgreSQL|table|{schema}.{table}", "PostgreSQL|table|"),
        ("PostgreSQL|table|{{ params.table }}", "PostgreSQL|table|"),
        ("S3|object|{bucket}/data.csv", "S3|object|"),
        ("S3|object|{choose()[path] / {name} / x}", "S3|object|"),
        ("files|file|{path}", "files|file|"),
        ("REST API|url|{base_url}/orders", "REST API|url|"),
        ("REST API|url|https://{host}/orders", "REST API|url|"),
        ("Kafka|topic|{message.topic()}", "Kafka|topic|"),
        # what is no name
        ("PostgreSQL|table|1", "PostgreSQL|table|"),
        ("S3|object|bucket/SELECT id, name FROM products", "S3|object|"),
        ("S3|object|bucket/a\nb", "S3|object|"),
    ],
)
def test_an_asset_has_one_spelling(given, known):
    found = settled(asset(given))
    want = asset(known)
    assert (found.system, found.name) == (want.system, want.name)
    assert found.kind == want.kind or not want.name


def together(*texts):
    """Return which assets stand for which, all of kind table, as `system|name`."""
    pairs = [text.split("|") for text in texts]
    assets = [DataAsset(system, "table", name) for system, name in pairs]
    return {f"{a.system}|{a.name}": f"{b.system}|{b.name}" for a, b in united(assets).items()}


def test_an_unqualified_table_is_the_only_one_that_ends_so():
    found = together("PostgreSQL|orders", "PostgreSQL|public.orders", "PostgreSQL|db.public.orders")
    assert set(found.values()) == {"PostgreSQL|db.public.orders"}


def test_an_unqualified_table_that_may_be_two_is_neither():
    found = together("PostgreSQL|orders", "PostgreSQL|raw.orders", "PostgreSQL|marts.orders")
    assert found["PostgreSQL|orders"] == "PostgreSQL|orders"
    assert len(set(found.values())) == 3


def test_only_whole_parts_of_a_name_count():
    assert len(set(together("PostgreSQL|orders", "PostgreSQL|public.old_orders").values())) == 2


def test_the_case_of_a_tables_name_does_not_matter():
    found = together("Snowflake|MARTS.ORDERS", "Snowflake|marts.orders")
    assert set(found.values()) == {"Snowflake|marts.orders"}


def test_tables_of_one_name_in_two_systems_are_two():
    assert len(set(together("PostgreSQL|orders", "Snowflake|orders").values())) == 2


def test_systems_that_share_a_catalogue_have_the_same_tables():
    assert len(set(together("Hive|raw.orders", "Spark catalog|raw.orders").values())) == 1


def test_a_table_of_an_unknown_system_is_the_only_one_of_its_name():
    found = together("|orders", "Snowflake|raw.orders", "Snowflake|other")
    assert found["|orders"] == "Snowflake|raw.orders"


def test_a_table_of_an_unknown_system_that_may_be_two_is_neither():
    assert together("|orders", "Snowflake|orders", "PostgreSQL|orders")["|orders"] == "|orders"


@pytest.mark.parametrize(
    ("outer", "inner", "does"),
    [
        ("S3|object|lake/raw", "S3|object|lake/raw/a.csv", True),
        ("S3|object|lake", "S3|object|lake/raw/a.csv", True),
        ("S3|object|lake/ra", "S3|object|lake/raw/a.csv", False),
        ("S3|object|lake/raw/*.csv", "S3|object|lake/raw/a.csv", True),
        ("S3|object|lake/raw/*.csv", "S3|object|lake/raw/{{ ds }}.csv", True),
        ("S3|object|lake/raw/*.csv", "S3|object|lake/raw/a.json", False),
        ("S3|object|lake/raw/day=*", "S3|object|lake/raw/day=1/part.parquet", True),
        ("files|file|landing/{day}.csv", "files|file|landing/{{ ds }}.csv", True),
        ("files|file|landing/{day}.csv", "files|file|other/a.csv", False),
        ("files|file|/landing/*.csv", "files|file|/landing/a.csv", True),
        ("S3|object|*/a.csv", "S3|object|lake/a.csv", False),
        ("files|file|*.csv", "files|file|a.csv", False),
        ("S3|object|lake/{env:DAY}.csv", "S3|object|lake/a.csv", False),
        ("files|file|landing", "S3|object|landing/a.csv", False),
        ("BigQuery|table|p.raw.events_*", "BigQuery|table|p.raw.events_20240101", True),
        ("BigQuery|table|p.raw", "BigQuery|table|p.raw.events", False),
        ("PostgreSQL|table|stage_{table}", "PostgreSQL|table|stage_orders", False),
        ("Kafka|topic|orders", "Kafka|topic|orders/a", False),
        ("S3|object|lake/a.csv", "S3|object|lake/a.csv", False),
    ],
)
def test_folders_and_patterns_hold_what_is_in_them(outer, inner, does):
    assert bool(list(holding([asset(outer)], [asset(inner)]))) is does
