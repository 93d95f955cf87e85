"""Which tables an SQL query reads: a reading of our own, for the statements of every day.

It knows where a table's name can stand (FROM, JOIN, USING) and which names are not tables: common
table expressions, functions, and the FROM inside `EXTRACT(day FROM x)` or `IS DISTINCT FROM`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.flows.endpoints.sql.tokens import Group, Token, name_at

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.endpoints.sql.tokens import Item, Items

_ENDS_FROM: Final = frozenset(
    "WHERE GROUP ORDER HAVING LIMIT UNION INTERSECT EXCEPT MINUS WINDOW QUALIFY SET SELECT "
    "RETURNING WHEN FETCH OFFSET CONNECT START CLUSTER DISTRIBUTE SORT VALUES MATCH_RECOGNIZE "
    "SETTINGS FORMAT".split()
)
_BEFORE_NAME: Final = frozenset({"LATERAL", "ONLY", "FINAL"})
_NO_ALIAS: Final = _ENDS_FROM | frozenset(
    "AS ON USING JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL ANTI SEMI ASOF ANY ALL GLOBAL "
    "STRAIGHT_JOIN LATERAL PIVOT UNPIVOT TABLESAMPLE SAMPLE FOR WITH USE FORCE IGNORE PARTITION "
    "FROM INTO PREWHERE ARRAY DO".split()
)
_FILE_FUNCTIONS: Final = frozenset(
    "READ_PARQUET PARQUET_SCAN READ_CSV READ_CSV_AUTO READ_JSON READ_JSON_AUTO READ_NDJSON "
    "READ_JSON_OBJECTS READ_TEXT ICEBERG_SCAN DELTA_SCAN S3 GCS URL FILE".split()
)
QUERIES: Final = frozenset({"SELECT", "WITH", "VALUES", "FROM"})
"""What a query begins with."""
_NO_TABLES: Final = frozenset({"DUAL", "VALUES"})


@dataclass(slots=True)
class Tables:
    """What a query reads: names of tables, paths of files, and the real names behind aliases."""

    names: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)


def read_tables(items: Items, *, clause: bool = False) -> Tables:
    """Return what a query reads; with `clause` it may begin with FROM, JOIN or USING."""
    found = Tables()
    _query(items, frozenset(), found, selecting=clause)
    return found


def _query(items: Items, known: frozenset[str], found: Tables, *, selecting: bool) -> None:
    """Read one level. `known` are names of common table expressions, in upper case."""
    listing = False  # in the list after FROM
    index = 0
    while index < len(items):
        item = items[index]
        key = item.key
        if isinstance(item, Group):
            _group(item, known, found)
        elif key == "WITH":
            known, index = _expressions(items, index, known, found)
            continue
        elif key == "SELECT" or (key == "FROM" and index == 0):
            selecting = True
        if key in _ENDS_FROM:
            listing = False
        elif _begins_list(items, index, selecting=selecting):
            listing = True
            index = _reference(items, index + 1, known, found)
            continue
        elif key in ("JOIN", "STRAIGHT_JOIN") or (listing and item.text == ","):
            index = _reference(items, index + 1, known, found)
            continue
        index += 1


def _begins_list(items: Items, index: int, *, selecting: bool) -> bool:
    """Tell whether tables follow: not after `IS DISTINCT FROM`, nor after `JOIN … USING (id)`."""
    key = items[index].key
    if key == "FROM":
        compares = index > 1 and items[index - 1].key == "DISTINCT"
        return selecting and not (compares and items[index - 2].key in ("IS", "NOT"))
    if key != "USING" or index + 1 >= len(items):
        return False
    following = items[index + 1]
    return not isinstance(following, Group) or _is_query(following)


def _is_query(group: Group) -> bool:
    first = group.items[0] if group.items else None
    return isinstance(first, Group) or (first is not None and first.key in QUERIES)


def _group(group: Group, known: frozenset[str], found: Tables) -> None:
    _query(group.items, known, found, selecting=False)


def _expressions(
    items: Items, index: int, known: frozenset[str], found: Tables
) -> tuple[frozenset[str], int]:
    """Read `WITH a AS (…), b (x) AS (…)`: return the names known after it, and the index there.

    A name is known in the expressions after its own, in its own only with RECURSIVE. Another
    WITH (`WITH (NOLOCK)`) is passed over.
    """
    index += 1
    recursive = index < len(items) and items[index].key == "RECURSIVE"
    index += recursive
    while True:
        name, after = name_at(items, index)
        if name and after < len(items) and isinstance(items[after], Group):
            after += 1  # the names of its columns
        if not name or after >= len(items) or items[after].key != "AS":
            return known, index
        after += 1
        while after < len(items) and items[after].key in ("NOT", "MATERIALIZED"):
            after += 1
        body = items[after] if after < len(items) else None
        if not isinstance(body, Group):
            return known, index
        inside = known | {name.upper()} if recursive else known
        _group(body, inside, found)
        known = known | {name.upper()}
        index = after + 1
        if index >= len(items) or items[index].text != ",":
            return known, index
        index += 1


def _reference(items: Items, index: int, known: frozenset[str], found: Tables) -> int:
    """Read the table at `index`, with its alias; return the index after it."""
    while index < len(items) and items[index].key in _BEFORE_NAME:
        index += 1
    if index >= len(items):
        return index
    item = items[index]
    if isinstance(item, Group):
        if _is_query(item):
            _group(item, known, found)
        else:  # (a JOIN b ON …)
            after = _reference(item.items, 0, known, found)
            _query(item.items[after:], known, found, selecting=True)
        return index + 1
    if isinstance(item, Token) and item.kind == "string":
        _add(found.files, item.text)
        return index + 1
    name, after = name_at(items, index)
    following = items[after] if after < len(items) else None
    if not name:
        return index
    if isinstance(following, Group) and isinstance(item, Token):
        _function(name, following, known, found)
        return after + 1
    if name.upper() not in known and name.upper() not in _NO_TABLES:
        _add(found.names, name)
        alias = _alias(items, after)
        if alias:
            found.aliases[alias.upper()] = name
    return after


def _function(name: str, arguments: Group, known: frozenset[str], found: Tables) -> None:
    """A function in the place of a table: some read files, others what their query reads."""
    strings = [a for a in arguments.items if isinstance(a, Token) and a.kind == "string"]
    if name.upper() in _FILE_FUNCTIONS and strings:
        _add(found.files, strings[0].text)
    _group(arguments, known, found)


def _alias(items: Items, index: int) -> str:
    if index < len(items) and items[index].key == "AS":
        index += 1
    item: Item | None = items[index] if index < len(items) else None
    if not isinstance(item, Token) or item.kind not in ("word", "quoted") or item.key in _NO_ALIAS:
        return ""
    return item.text


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
