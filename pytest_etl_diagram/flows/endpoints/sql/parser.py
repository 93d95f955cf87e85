"""The tables that an SQL statement reads, by sqlglot: imported only where that is installed."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import sqlglot
from sqlglot import exp

from pytest_etl_diagram.flows.endpoints.sql.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DIALECTS: Final[Mapping[str, str]] = {
    "Athena": "athena",
    "BigQuery": "bigquery",
    "ClickHouse": "clickhouse",
    "Databricks": "databricks",
    "DuckDB": "duckdb",
    "Hive": "hive",
    "MariaDB": "mysql",
    "MySQL": "mysql",
    "Oracle": "oracle",
    "PostgreSQL": "postgres",
    "Presto": "presto",
    "Redshift": "redshift",
    "SQL Server": "tsql",
    "SQLite": "sqlite",
    "Snowflake": "snowflake",
    "Spark catalog": "spark",
    "Teradata": "teradata",
    "Trino": "trino",
}
"""System → sqlglot's name of its dialect."""
_CHANGING: Final = (exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Create)
MAX_PARSED: Final = 100_000
"""Characters of a statement that is given to sqlglot: so many take it a second."""
_HOLE: Final = "etlhole{}x"


def tables_by_parser(text: str, system: str) -> tuple[str, ...] | None:
    """Return the tables that one statement reads, in no certain order.

    None where sqlglot doesn't know the statement or fails, as a parser of another package may on
    text that is no SQL, and where it is too long for it. The table that the statement changes isn't
    among them unless it is read too.
    """
    if len(text) > MAX_PARSED:
        return None
    filled, holes = _filled(text)
    try:
        with _quiet():
            parsed = sqlglot.parse_one(filled, read=DIALECTS.get(system))
    except Exception:  # noqa: BLE001 -- whatever it trips over, our own reading is there
        return None
    if isinstance(parsed, exp.Command):
        return None
    target = parsed.this if isinstance(parsed, _CHANGING) else None
    target = target.this if isinstance(target, exp.Schema) else target
    found = []
    for table in parsed.find_all(exp.Table):
        if table is target or isinstance(table.parent, exp.Into):
            continue
        is_name = isinstance(table.this, exp.Identifier)
        if is_name and (table.db or not _is_expression(table)):
            parts = (table.catalog, table.db, table.name)
            found.append(_restored(".".join(part for part in parts if part), holes))
    return tuple(found)


def _is_expression(table: exp.Table) -> bool:
    """Tell whether a name is that of a common table expression which is known where it stands."""
    below: Any = table
    node: Any = table.parent
    while node is not None:
        clause = node.args.get("with_") or node.args.get("with")  # renamed in sqlglot 28
        known: list[Any] = []
        if isinstance(node, exp.With):
            place = next(n for n, one in enumerate(node.expressions) if one is below)
            known = node.expressions[: place + bool(node.args.get("recursive"))]
        elif clause is not None and clause is not below:
            known = clause.expressions
        if any(one.alias.upper() == table.name.upper() for one in known):
            return True
        below, node = node, node.parent
    return False


def _filled(text: str) -> tuple[str, dict[str, str]]:
    """Return a text that sqlglot can parse, and what was put in the place of which placeholder.

    Placeholders of names become names, those of values the number 0.
    """
    holes: dict[str, str] = {}
    parts: list[str] = []
    end = 0
    for token in tokens(text):
        parts.append(text[end : token.start])
        end = token.end
        written = text[token.start : token.end]
        if token.kind == "value" and not written[0].isdigit():
            written = "0"
        elif token.kind in ("word", "quoted") and "{" in written:
            written = _without_holes(written, holes)
        parts.append(written)
    return "".join(parts) + text[end:], holes


def _without_holes(word: str, holes: dict[str, str]) -> str:
    """Put a name in the place of each `{…}` and `{{…}}` in a word, noted down in `holes`."""
    result, depth, begin = "", 0, 0
    for index, sign in enumerate(word):
        if sign == "{":
            begin = begin if depth else index
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if not depth:
                name = _HOLE.format(len(holes))
                holes[name] = word[begin : index + 1]
                result += name
        elif not depth:
            result += sign
    return result


def _restored(name: str, holes: Mapping[str, str]) -> str:
    for hole, written in holes.items():
        name = name.replace(hole, written)
    return name


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep sqlglot from warning of what it doesn't know: then our own reading is taken."""
    logger = logging.getLogger("sqlglot")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
