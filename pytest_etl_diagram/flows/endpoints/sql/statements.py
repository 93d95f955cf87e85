"""What an SQL text does: its verb, the tables it reads and writes, in which mode, by which keys."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.flows.endpoints.sql.reading import QUERIES, read_tables
from pytest_etl_diagram.flows.endpoints.sql.tokens import Group, Token, statements
from pytest_etl_diagram.flows.endpoints.sql.verbs import SPECIAL, TARGETS, Statement, select_into

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.flows.endpoints.sql.tokens import Items

_NAMED_KINDS: Final = frozenset(
    "TABLE VIEW TEMP TEMPORARY EXTERNAL TRANSIENT INDEX SCHEMA UNLOGGED MATERIALIZED DATABASE "
    "UNIQUE OR SESSION".split()
)
_WORDY: Final[Mapping[str, frozenset[str]]] = {
    "DELETE": frozenset({"FROM"}),
    "CREATE": _NAMED_KINDS,
    "DROP": _NAMED_KINDS,
    "ALTER": _NAMED_KINDS,
    "COPY": frozenset({"INTO"}),
    "REPLACE": frozenset({"INTO"}),
    "TRUNCATE": frozenset({"TABLE"}),
    "INSERT": frozenset({"INTO", "OVERWRITE", "OR", "IGNORE"}),
    "MERGE": frozenset({"INTO"}),
}
"""Verbs that are also words of plain English, and what makes a statement of them."""


@lru_cache(maxsize=1024)
def read_sql(text: str, system: str = "") -> tuple[Statement, ...]:
    """Return the statements of an SQL text of a system (`PostgreSQL`, "" for any).

    Tables of queries are read by sqlglot where it is installed, by our own reading elsewhere and
    where sqlglot doesn't know a statement. Nothing is raised, whatever the text.
    """
    return tuple(_statement(items, text, system) for items in statements(text))


def is_sql(text: str) -> bool:
    """Tell whether a text is recognisably SQL, and no sentence that begins like it."""
    items = next(iter(statements(text)), ())
    if len(items) < 2:  # noqa: PLR2004 -- a verb needs something to do
        return False
    first, second = items[:2]
    keys = {item.key for item in items}
    if isinstance(first, Group):
        return bool(first.items) and first.items[0].key in QUERIES
    if first.key in _WORDY:
        return second.key in _WORDY[first.key]
    if first.key == "SELECT":
        return "FROM" in keys or not isinstance(second, Token) or second.kind != "word"
    if first.key == "WITH":
        return any(isinstance(item, Group) for item in items)
    return first.key == "UPDATE" and "SET" in keys


def _statement(items: Items, text: str, system: str) -> Statement:
    start = _after_expressions(items)
    verb = "SELECT" if isinstance(items[start], Group) else items[start].key
    if verb in SPECIAL:
        return SPECIAL[verb](items[start:], lambda inner: read_sql(inner, system))
    written = text[items[0].start : items[-1].end]
    if verb in TARGETS:
        made, after = TARGETS[verb](items, start)
        query = items[:start] + items[after:]
        if verb not in ("UPDATE", "DELETE", "MERGE"):
            return _with_reads(made, query, written, system)
        return _with_reads(made, query, written, system, clause=True)
    if verb not in QUERIES:
        return Statement("")
    made = select_into(items) if verb == "SELECT" else Statement("select")
    return _with_reads(made, items, written, system)


def _after_expressions(items: Items) -> int:
    """Return the index of the verb, past `WITH a AS (…), b AS (…)`."""
    if items[0].key != "WITH":
        return 0
    verbs = (n for n, item in enumerate(items) if item.key in QUERIES or item.key in TARGETS)
    return next((n for n in verbs if n), 0)


def _with_reads(
    made: Statement, query: Items, written: str, system: str, *, clause: bool = False
) -> Statement:
    """Add what the query of a statement reads."""
    own = read_tables(query, clause=clause)
    names = tuple(own.names)
    parser = _parser() if own.names else None
    parsed = None if parser is None else parser(written, system)
    if parsed is not None:  # an alias may stand in the place of a table: DELETE o FROM orders o
        names = tuple(n for n in parsed if n in own.names or n.upper() not in own.aliases)
    real = own.aliases.get(made.writes.upper())
    if real is not None:  # UPDATE o SET … FROM orders o
        made = replace(made, writes=real)
        names = tuple(name for name in names if name != real)
    return replace(made, reads=tuple(sorted(set(names))), files=tuple(sorted(set(own.files))))


@cache
def _parser() -> Callable[[str, str], tuple[str, ...] | None] | None:
    """Return the reading by sqlglot, None where that isn't installed."""
    try:
        from pytest_etl_diagram.flows.endpoints.sql import parser  # noqa: PLC0415 -- an extra
    except ModuleNotFoundError as error:
        if error.name != "sqlglot":
            raise
        return None
    return parser.tables_by_parser
