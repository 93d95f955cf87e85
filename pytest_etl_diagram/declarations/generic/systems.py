"""Which outside system the words of a setting name: `PostgreSQL` of `postgres`, `pg_orders`."""

from __future__ import annotations

import itertools
from functools import cache

from pytest_etl_diagram.declarations.generic.words import words_of
from pytest_etl_diagram.flows.endpoints.systems import scheme_of
from pytest_etl_diagram.flows.endpoints.table import built_in

FILES = "files"
REST = "REST API"

_MORE = {
    "adls": "Azure Data Lake",
    "api": REST,
    "avro": FILES,
    "aws_s3": "S3",
    "azureblob": "Azure Blob Storage",
    "blob": "Azure Blob Storage",
    "bq": "BigQuery",
    "cassandra": "Cassandra",
    "csv": FILES,
    "database": "database",
    "db": "database",
    "delta": "Delta Lake",
    "deltalake": "Delta Lake",
    "directory": FILES,
    "dynamo": "DynamoDB",
    "elastic": "Elasticsearch",
    "eventhub": "Azure Event Hubs",
    "eventhubs": "Azure Event Hubs",
    "excel": FILES,
    "file": FILES,
    "filesystem": FILES,
    "folder": FILES,
    "ftp": "FTP",
    "gsheet": "Google Sheets",
    "gsheets": "Google Sheets",
    "http": REST,
    "https": REST,
    "jdbc": "database",
    "json": FILES,
    "jsonl": FILES,
    "local": FILES,
    "localfs": FILES,
    "odbc": "database",
    "orc": FILES,
    "parquet": FILES,
    "pg": "PostgreSQL",
    "psql": "PostgreSQL",
    "pubsub": "Pub/Sub",
    "rabbit": "RabbitMQ",
    "rdbms": "database",
    "rest": REST,
    "sheets": "Google Sheets",
    "sql": "database",
    "xlsx": FILES,
    "xml": FILES,
}
"""Words that tell a system beside those that the table of endpoints knows."""
VAGUE = frozenset({FILES, "database", REST})
"""What may be any of many products."""


@cache
def _known() -> dict[str, str]:
    table = built_in()
    names = {"".join(words_of(name)): name for name in table.systems}
    return {**table.schemes, **names, **table.words, **_MORE}


def system_of(text: str) -> str:
    """Return the system that a type, a connection's name or a URL tells, "" for none.

    Of several words one that names a product goes before one that only says `file` or `sql`.
    """
    scheme = scheme_of(text)
    if scheme in ("http", "https"):
        return REST
    if scheme and scheme in built_in().schemes:
        return built_in().schemes[scheme]
    words = words_of(text)
    known = _known()
    pairs = tuple(a + b for a, b in itertools.pairwise(words))
    found = [known[word] for word in (*pairs, *words) if word in known]
    return next((name for name in found if name not in VAGUE), found[0] if found else "")


def kind_of(system: str) -> str:
    """Return what a system is (`database`, `topic`, `storage`, …), "" for one that isn't known."""
    return built_in().systems.get(system, "")
