"""What a call reaches outside the program, by its row of the table."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from pytest_etl_diagram.flows.endpoints.call import Placeholder, shown
from pytest_etl_diagram.flows.endpoints.references import resolve
from pytest_etl_diagram.flows.endpoints.sql import Statement, keys_of_condition, read_sql
from pytest_etl_diagram.flows.endpoints.systems import FILES, located, system_at
from pytest_etl_diagram.flows.tree import Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.endpoints.matching import Match
    from pytest_etl_diagram.flows.endpoints.table import Table
    from pytest_etl_diagram.model import Fact

MEMORY: Final = "memory"
"""The system of a database that lives in the program only: what it holds is no endpoint."""
DATABASE: Final = "database"
"""The system of a database of which nothing more is known."""
TARGETS: Final = "target t tgt trg old existing events main dest original".split()
"""What people call the table that a merge changes, where its alias isn't known."""
_WRITING: Final = re.compile(
    r"(?i)insert|upsert|merge|update|delete|truncate|create|copy|load|write"
)


MAX_QUERY: Final = 60
"""A query that isn't understood is cut to this many characters: it names, it doesn't quote."""
_LITERAL: Final = re.compile(r"'[^']*'")


class Reached(NamedTuple):
    """Endpoints, with facts that stand in for what isn't known of them.

    `idle`: it reaches nothing by itself (BEGIN, SET). `upkeep`: it works on what is there, which
    stays the same (VACUUM).
    """

    endpoints: tuple[Endpoint, ...] = ()
    facts: tuple[Fact, ...] = ()
    idle: bool = False
    upkeep: bool = False


def reached(found: Match) -> Reached:
    """Return what a call reads and writes outside the program."""
    row = found.row
    value = resolve(row.sql, found.call) if row.sql else None
    if value is not None:
        return _by_sql(value, _system(row.system, found), found)
    endpoints: list[Endpoint] = []
    if row.reads:
        endpoints += _named("read", row.reads, row.source or row.name, found)
    if row.writes:
        endpoints += _named("write", row.writes, row.name, found)
    return Reached(tuple(endpoints))


def _system(where: str, found: Match) -> str:
    return system_at(where, found.call, found.owner, found.table) or DATABASE


def _named(direction: str, where: str, reference: str, found: Match) -> Iterator[Endpoint]:
    """Yield an endpoint for each name that a reference finds, one without name for none."""
    row, call, table = found.row, found.call, found.table
    system = _system(where, found)
    value = resolve(reference, call) if reference else None
    if system == MEMORY or _is_inside(value, table):
        return
    writes = direction == "write"
    mode = _mode(resolve(row.mode, call) if row.mode and writes else None, table)
    keys = _keys(found) if writes else ()
    for name in _flat(value) or (value,):
        place = located("" if name is None else shown(name), system, table)
        kind = table.systems[place.system]
        yield Endpoint(place.system, kind, direction, place.name, mode, keys)


def _flat(value: object) -> tuple[object, ...]:
    """Return the names in a list, which may hold lists: of `read.parquet(*paths)`."""
    if not isinstance(value, (list, tuple)):
        return ()
    return tuple(one for item in value for one in (_flat(item) or (item,)))


def _is_inside(value: object, table: Table) -> bool:
    """Tell whether a value is a place inside the program: an open file, a buffer in memory."""
    return isinstance(value, Placeholder) and table.of_type(value.type, "inside") is True


def _mode(mode: object, table: Table) -> str:
    text = "" if mode is None else shown(mode)
    return table.modes.get(text.lower(), text)


def _keys(found: Match) -> tuple[str, ...]:
    row, call = found.row, found.call
    value = resolve(row.keys, call) if row.keys else None
    if isinstance(value, (list, tuple, dict)):
        return tuple(shown(key) for key in value)
    if value is not None:
        return tuple(key for key in re.split(r"[,\s]+", shown(value)) if key)
    condition = resolve(row.condition, call) if row.condition else None
    if condition is None:
        return ()
    alias = resolve(".alias|target_alias", call)
    return keys_of_condition(shown(condition), TARGETS if alias is None else [shown(alias)])


def _by_sql(value: object, system: str, found: Match) -> Reached:
    """Return what an SQL text, a list of them or a statement that was built does."""
    if isinstance(value, (list, tuple)) and value:
        parts = [_by_sql(one, system, found) for one in value]
        endpoints = dict.fromkeys(end for part in parts for end in part.endpoints)
        facts = dict.fromkeys(fact for part in parts for fact in part.facts)
        upkeep = any(part.upkeep for part in parts) and not endpoints
        idle = all(part.idle for part in parts)
        return Reached(tuple(endpoints), tuple(facts)[:1], idle, upkeep)
    if isinstance(value, Placeholder) and "sql" in value.made:
        return _by_sql(value.made["sql"], system, found)
    if isinstance(value, Placeholder) and "table" in value.made:
        return _built(value, system, found.table)
    if isinstance(value, Placeholder) and not value.type and not value.text.startswith("{"):
        value = value.text  # a text of which a part isn't known: f"SELECT … WHERE day = '{day}'"
    statements = read_sql(value, system) if isinstance(value, str) else ()
    if not statements or any(not one.verb for one in statements):
        return _unread(shown(value), system, found)
    ends = dict.fromkeys(end for one in statements for end in _ends(one, system, found.table))
    if not ends and any(one.verb == "upkeep" for one in statements):
        return Reached(facts=(_query(shown(value)),), upkeep=True)
    return Reached(tuple(ends), idle=all(one.verb in ("session", "upkeep") for one in statements))


def _built(value: Placeholder, system: str, table: Table) -> Reached:
    """Return what a statement does that was built by calls: `insert(orders).values(…)`."""
    made = value.made
    keys, tables = made.get("keys", ()), made["table"]
    direction, mode = shown(made.get("direction", "read")), shown(made.get("mode", ""))
    end = Endpoint(
        system,
        table.systems[system],
        direction,
        mode=mode,
        keys=tuple(map(shown, _flat(keys) or (keys,) if keys else ())),
    )
    names = [shown(name) for name in _flat(tables) or (tables,)]
    return Reached(tuple(dict.fromkeys(replace(end, name=name) for name in names)))


def _unread(text: str, system: str, found: Match) -> Reached:
    """An SQL text that isn't known: its direction is by name or row."""
    facts = (_query(text),)
    if system == MEMORY:
        return Reached(facts=facts)
    writes = found.row.writes or (_WRITING.search(text) and not found.row.reads)
    direction = "write" if writes else "read"
    return Reached((Endpoint(system, found.table.systems[system], direction),), facts)


def _query(text: str) -> Fact:
    """Return an SQL text as a fact, without its literals."""
    query = " ".join(_LITERAL.sub("'…'", text).split())
    return "query", query if len(query) <= MAX_QUERY else query[: MAX_QUERY - 1] + "…"


def _ends(statement: Statement, system: str, table: Table) -> Iterator[Endpoint]:
    """Yield what one statement reaches; what it reads comes first."""
    kind = table.systems[system]
    if system != MEMORY:
        for name in statement.reads:
            yield Endpoint(system, kind, "read", name)
    yield from _paths("read", statement.files, system, table)
    if system != MEMORY and statement.writes:
        yield Endpoint(system, kind, "write", statement.writes, statement.mode, statement.keys)
    if system != MEMORY and statement == Statement("select"):  # SELECT 1
        yield Endpoint(system, kind, "read")
    yield from _paths("write", (statement.exports,), system, table)


def _paths(direction: str, paths: tuple[str, ...], system: str, table: Table) -> Iterator[Endpoint]:
    """Yield the files and stages that a statement reaches; a stage is the system's own."""
    for path in filter(None, paths):
        own = system if path.startswith("@") and system != MEMORY else FILES
        place = located(path, own, table)
        yield Endpoint(place.system, table.systems[place.system], direction, place.name)
