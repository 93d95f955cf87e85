"""Values in words: references are placeholders, secrets never show."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.declarations.generic.queries import normalised, shortened, tables_of
from pytest_etl_diagram.declarations.generic.systems import system_of
from pytest_etl_diagram.declarations.generic.values import MASK, shown
from pytest_etl_diagram.documents.yaml import read_yaml


def value(text, name=""):
    (document,), problems = read_yaml(f"x: {text}\n", "x.yaml")
    assert not problems
    return shown(document.get("x"), name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5000", "5000"),
        ('"5000"', "5000"),
        ("true", "true"),
        ("~", ""),
        ("[a, 'b', 3]", "a, b, 3"),
        ("{b: 1, a: [x]}", "{a: x, b: 1}"),
        ("2024-01-01", "2024-01-01"),
        ("{{ ds }}", "{{ ds }}"),
        ("'day={{ ds }}'", "day={{ ds }}"),
        ("${DB_URL}", "{env:DB_URL}"),
        ("$DB_URL", "{env:DB_URL}"),
        ("s3://${BUCKET}/raw", "s3://{env:BUCKET}/raw"),
        ("${STAGE:-dev}", "{env:STAGE:-dev}"),
        ("${STAGE:?give it}", "{env:STAGE}"),
        ("${env:STAGE}", "{env:STAGE}"),
        ("${oc.env:STAGE,dev}", "{env:STAGE:-dev}"),
        ("${vault:db/user}", "{vault:db/user}"),
        ("${run.date}", "{var:run.date}"),
        ("${DB_PASSWORD:-hunter2}", "{env:DB_PASSWORD}"),
        ("!env DB_URL", "{env:DB_URL}"),
        ("!ENV '${DB_URL}'", "{env:DB_URL}"),
        ("!ENV '${DB_URL}/x'", "{env:DB_URL}/x"),
        ("!env [DB_URL, other]", "{env:DB_URL}"),
        ("!Ref Bucket", "{ref:Bucket}"),
        ("!vault db", "{secret:db}"),
        ("!include sql/x.sql", "{include:sql/x.sql}"),
        ("!Custom {a: 1}", "{custom:a: 1}"),
        ("!now", "{now:?}"),
        ("postgresql://u:p@host:5432/db?password=x", "postgresql://host:5432/db"),
        ("https://hooks.slack.com/services/T/B/xyz", "https://hooks.slack.com"),
    ],
)
def test_a_value_in_words(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("password", "hunter2", MASK),
        ("password", "12345", MASK),
        ("api_key", "[a, b]", MASK),
        ("credentials.private_key", "abc", MASK),
        ("password", "${PGPASSWORD}", "{env:PGPASSWORD}"),
        ("password", "!secret pg", "{secret:pg}"),
        ("password", "'{{ conn.pg.password }}'", "{{ conn.pg.password }}"),
        ("auth", "{token: abc, type: bearer}", f"{{token: {MASK}, type: bearer}}"),
        ("secret_name", "pg", "pg"),
        ("primary_key", "id", "id"),
        ("ssl_verify", "true", "true"),
    ],
)
def test_what_a_name_says_to_be_secret_never_shows(name, text, expected):
    assert value(text, name) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("select 1", "select 1"),
        ("SELECT a\n  FROM b -- all\nWHERE c = 'x  y';", "SELECT a FROM b WHERE c = 'x  y'"),
        ("SELECT ( a , b ) FROM t /* old */", "SELECT (a, b) FROM t"),
        (
            "SELECT * FROM t {% if x %} WHERE d = {{ ds }} {% endif %}",
            "SELECT * FROM t {% if x %} WHERE d = {{ ds }} {% endif %}",
        ),
    ],
)
def test_a_query_is_the_same_however_it_is_laid_out(query, expected):
    assert normalised(query) == expected


def test_a_long_query_is_cut_and_any_change_of_it_shows():
    long = "SELECT a FROM t WHERE b " + "OR x = 1 " * 100
    assert len(shortened(long)) < 450
    assert shortened(long) != shortened(f"{long}OR y")


def test_the_tables_of_a_query_are_sorted():
    assert tables_of("SELECT * FROM b JOIN {env:SCHEMA}.a ON 1 = 1", "") == ("b", "{env:SCHEMA}.a")


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("postgres", "PostgreSQL"),
        ("PostgresExtractor", "PostgreSQL"),
        ("aws_s3", "S3"),
        ("sql_server", "SQL Server"),
        ("pubsub", "Pub/Sub"),
        ("google_sheets", "Google Sheets"),
        ("jdbc", "database"),
        ("csv", "files"),
        ("snowflake_table", "Snowflake"),
        ("mysql+pymysql://u@h/d", "MySQL"),
        ("https://example.com", "REST API"),
        ("crm", ""),
    ],
)
def test_the_system_that_words_tell(text, system):
    assert system_of(text) == system
