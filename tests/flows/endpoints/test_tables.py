"""The table itself: it fits its own format, users extend it, and wrong rows are named."""

import json
import re

import pytest

from pytest_etl_diagram.flows.endpoints import (
    EndpointTableError,
    Placeholder,
    Table,
    built_in,
    is_noise,
    load_table,
)
from pytest_etl_diagram.flows.endpoints.rows import Row
from pytest_etl_diagram.flows.endpoints.systems import located, system_of
from pytest_etl_diagram.flows.endpoints.table import _documents
from pytest_etl_diagram.flows.endpoints.validity import _ROW_FIELDS, document_faults
from tests.flows.endpoints.programs import steps_of

TABLE = built_in()


@pytest.mark.parametrize("number", range(len(_documents())))
def test_built_in_files_fit_the_format(number):
    assert list(document_faults(_documents()[number], TABLE.systems)) == []


def test_every_field_of_a_row_is_checked():
    assert set(_ROW_FIELDS) == set(Row.__slots__)


def test_every_row_can_be_made_and_names_systems_that_exist():
    for name in TABLE.names():
        for row in TABLE.rows(name):
            named = (row.reads, row.writes, row.system)
            literal = {one for text in named for one in text.split("|") if one[:1] not in ("", "@")}
            assert literal <= set(TABLE.systems), name


def test_facts_have_no_name_that_drawings_give_to_something_else():
    taken = set(
        "component reads writes keys retries attempts backoff validates alerts dead_letter "
        "raises swallows".split()
    )
    facts = {fact for name in TABLE.names() for row in TABLE.rows(name) for fact in row.facts}
    assert facts & taken == set()


def test_types_are_like_types_that_exist():
    likes = {like for said in TABLE.types.values() for like in said.get("like", ())}
    assert {like for like in likes if not TABLE.known(like)} == set()


def test_hints_name_types_that_exist():
    assert {kind for kind in TABLE.hints.values() if not TABLE.known(kind)} == set()


def test_no_two_built_in_rows_have_the_same_name():
    names = [
        f"{owner}.{name}"
        for document in _documents()
        for owner, calls in document.get("calls", {}).items()
        for listed in calls
        for name in listed.split()
    ]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize(
    "name",
    [
        "print", "logging.getLogger", "logging.Logger.info", "json.dumps", "json.load",
        "os.path.join",
        "datetime.datetime.now", "tqdm.tqdm", "click.echo", "typing.cast", "re.compile", "len",
        "dataclasses.replace", "itertools.chain", "pandas.DataFrame.describe",
        "structlog.get_logger",
        "prometheus_client.Counter", "statsd.StatsClient.incr", "airflow.models.Variable.get",
        "pyspark.sql.functions.col",
    ],
)  # fmt: skip
def test_noise_is_never_a_step(name):
    assert is_noise(name, TABLE)


@pytest.mark.parametrize(
    "name",
    ["open", "os.remove", "time.sleep", "pandas.DataFrame.to_csv", "mylib.transform", "loggingx.f"],
)  # fmt: skip
def test_what_does_something_or_is_not_known_is_no_noise(name):
    assert not is_noise(name, TABLE)


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("pandas.core.frame.DataFrame", "pandas.DataFrame"),
        ("pyspark.sql.dataframe.DataFrame", "pyspark.DataFrame"),
        ("pyspark.sql.functions.col", "pyspark.sql.functions.col"),
        ("sqlalchemy.orm.session.Session", "sqlalchemy.Session"),
        ("sqlalchemy.ext.asyncio.AsyncSession", "sqlalchemy.Session"),
        ("sqlalchemy.engine.create_engine", "sqlalchemy.create_engine"),
        ("kafka.consumer.group.KafkaConsumer", "kafka.KafkaConsumer"),
        ("airflow.hooks.postgres_hook.PostgresHook", "airflow.PostgresHook"),
        ("airflow.providers.amazon.aws.hooks.s3.S3Hook.load_file", "airflow.S3Hook.load_file"),
        ("psycopg2.extensions.connection", "psycopg2.connection"),
        ("google.cloud.bigquery.client.Client", "google.cloud.bigquery.Client"),
        ("mylib.core.Client", "mylib.core.Client"),
    ],
)
def test_names_that_moved_are_one(name, canonical):
    assert TABLE.canonical(name) == canonical


@pytest.mark.parametrize(
    ("text", "system", "place"),
    [
        ("https://user:hush@api.example.com/a?token=hush#x", "REST API",
         ("REST API", "https://api.example.com/a")),
        ("https://{host}/orders/{order['id']}?x={a?b}", "REST API",
         ("REST API", "https://{host}/orders/{order['id']}")),
        ("https://hooks.slack.com/services/T/B/hush", "REST API", ("Slack", "")),
        ("s3://raw/a.csv", "files", ("S3", "raw/a.csv")),
        ("file:///a/b", "files", ("files", "/a/b")),
        ("C:\\data\\a.csv", "files", ("files", "C:\\data\\a.csv")),
        ("{env:S3_BUCKET}/a", "files", ("S3", "{env:S3_BUCKET}/a")),
        ("sftp://user:hush@host/in/a.csv", "files", ("SFTP", "host/in/a.csv")),
        ("orders", "Kafka", ("Kafka", "orders")),
    ],
)  # fmt: skip
def test_names_hold_no_secrets_and_urls_say_the_system(text, system, place):
    assert tuple(located(text, system, TABLE)) == place


@pytest.mark.parametrize(
    ("value", "system"),
    [
        ("postgresql+asyncpg://u:p@h/db", "PostgreSQL"),
        ("jdbc:oracle:thin:@//h:1521/x", "Oracle"),
        ("mssql+pyodbc", "SQL Server"),
        ("{env:SNOWFLAKE_URL}", "Snowflake"),
        (Placeholder("{conn:postgres_default}"), "PostgreSQL"),
        (Placeholder("{url}"), ""),
        (Placeholder("{x}", "sqlalchemy.Engine", {"system": "MySQL"}), "MySQL"),
        ("host=localhost dbname=shop", ""),
        (None, ""),
    ],
)
def test_a_connection_says_its_system(value, system):
    assert system_of(value, TABLE) == system


def write(folder, document, name="endpoints.json"):
    path = folder / name
    text = document if isinstance(document, str) else json.dumps(document)
    path.write_text(text, encoding="utf-8")
    return path


OURS = {
    "systems": {"Warehouse": "warehouse"},
    "types": {"acme.Client": {"system": "Warehouse"}},
    "hints": {"^acme$": "acme.Client"},
    "calls": {
        "acme": {"connect": {"gives": "acme.Client"}},
        "acme.Client": {
            "save put": {"writes": "@self", "name": "0:table", "mode": "mode", "keys": "keys"}
        },
        "pandas": {"read_csv": {"reads": "Warehouse", "name": "0"}},
    },
    "noise": ["acme.log"],
}
PROGRAM = """
import acme, pandas
client = acme.connect()
client.save("daily", mode="WRITE_APPEND", keys=["id"])
self.acme.put("daily")
pandas.read_csv("a")
pandas.read_parquet("a.parquet")
"""


def test_a_users_rows_go_before_the_built_in_ones(tmp_path):
    table = load_table(write(tmp_path, OURS))
    assert steps_of(PROGRAM, table) == [
        "load save: write Warehouse daily (append) by id",
        "load put: write Warehouse daily",
        "extract read_csv: read Warehouse a",
        "extract read_parquet: read files a.parquet",
    ]
    assert is_noise("acme.log", table)
    assert steps_of(PROGRAM)[0] == "extract read_csv: read files a"


def test_a_users_file_may_be_yaml(tmp_path):
    text = "calls:\n  acme:\n    fetch:\n      reads: S3\n      name: 0:key\n"
    table = load_table(write(tmp_path, text, "endpoints.yaml"))
    assert steps_of("import acme\nacme.fetch('a/b')", table) == ["extract fetch: read S3 a/b"]


def row(**fields):
    return {"calls": {"acme": {"save": fields}}}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("{", "endpoints.json: "),
        ([], "it must hold one object"),
        ({"call": {}}, "there is no section 'call'; there are systems,"),
        ({"noise": {}}, "section 'noise' must be a list"),
        ({"systems": {"Acme": "stuff"}}, "systems: Acme: 'stuff' is none of the kinds cache,"),
        ({"schemes": {"acme": "Acme"}}, "schemes: acme: there is no system 'Acme'"),
        ({"types": {"acme.X": {"system": 1}}}, "types: acme.X: field 'system' must be a text"),
        ({"calls": {"acme": []}}, "calls: acme: it must be an object of names and rows"),
        ({"hints": {"(": "acme.X"}}, "hints: '(' is no pattern: "),
        (row(write="S3"), "calls: acme: save: there is no field 'write'; there are "),
        (row(writes="Acme"), "calls: acme: save: there is no system 'Acme'"),
        (row(writes="@0:", name="0"), "'@0:' names no value that has a system"),
        (row(writes="S3", name="0:"), "calls: acme: save: '0:' is no reference"),
        (row(writes="S3", name="{Bucket}/{}"), "'{Bucket}/{}' is no reference"),
        (row(step="yes"), "field 'step' must be true or false, not 'yes'"),
        (row(role="loader"), "there is no role 'loader'; the roles are "),
        (row(reads="S3", when={"0": "("}), "calls: acme: save: '(' is no pattern: "),
        (row(reads="S3", facts={"n": 1}), "1 is no reference"),
        (row(parallel={"jobs": "0"}), "there is no field of 'parallel' 'jobs'"),
        (row(parallel={"function": "0"}), "'parallel' needs a label"),
        ({"calls": {"acme": {"x": [{"reads": "S3"}, {"reed": "S3"}]}}}, "there is no field 'reed'"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_naming_file_row_and_reason(tmp_path, document, message):
    path = write(tmp_path, document)
    with pytest.raises(EndpointTableError, match=re.escape(message)) as raised:
        load_table(path)
    assert str(raised.value).startswith(f"{path}:")


def test_all_wrong_rows_are_told_at_once(tmp_path):
    path = write(tmp_path, {"calls": {"acme": {"a": {"reed": ""}, "b": {"rite": ""}}}})
    with pytest.raises(EndpointTableError, match=r"(?s)acme: a: .*acme: b: "):
        load_table(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(EndpointTableError, match=r"nowhere\.json"):
        load_table(tmp_path / "nowhere.json")


def test_an_empty_table_knows_nothing():
    assert steps_of("import pandas\npandas.read_csv('a')", Table()) == []
