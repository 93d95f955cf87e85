"""Which row of the table a call is: by its name, its receiver's type, or what tells both."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pytest_etl_diagram.flows.endpoints.call import Placeholder, shown
from pytest_etl_diagram.flows.endpoints.references import resolve
from pytest_etl_diagram.flows.endpoints.rows import SQL, Row
from pytest_etl_diagram.flows.endpoints.sql import is_sql
from pytest_etl_diagram.flows.endpoints.table import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.endpoints.call import Call
    from pytest_etl_diagram.flows.endpoints.table import Table


Candidates: TypeAlias = "tuple[tuple[tuple[Row, ...], str], ...]"
"""Rows that a call may be, in their order, with the type of its receiver, "" for a function."""


class Match(NamedTuple):
    """A call with its row, and the type of its receiver, "" for a function."""

    call: Call
    row: Row
    owner: str
    table: Table


def match(call: Call, table: Table) -> Match | None:
    """Return the first row that fits a call, None where the table knows nothing of it."""
    kind = call.receiver.type if call.receiver is not None and not call.callee else ""
    for rows, owner in _candidates(call.callee, kind, call.method, call.hint, table):
        for row in rows:
            if fits(row, call):
                return Match(call, row, owner, table)
    return None


def owner_of(call: Call, table: Table) -> str:
    """Return the type of a call's receiver: the one it has, or the one that its name hints at."""
    return _known_type(call.receiver.type if call.receiver is not None else "", call.hint, table)


def _known_type(kind: str, hint: str, table: Table) -> str:
    name = table.canonical(kind)
    return name if table.known(name) else table.type_of_hint(hint)


@lru_cache(maxsize=8192)
def _candidates(callee: str, kind: str, method: str, hint: str, table: Table) -> Candidates:
    """Return the rows that a call by these names may be, each with the receiver's type."""
    found = _named(callee, table) if callee else _of_method(kind, method, hint, table)
    return tuple((rows, owner) for rows, owner in found if rows)


def _named(callee: str, table: Table) -> Iterator[tuple[tuple[Row, ...], str]]:
    name = table.canonical(callee)
    yield table.rows(name), ""
    above, _, method = name.rpartition(".")
    owner = _type_at(above, table)
    if table.known(owner):
        yield from ((table.rows(f"{one}.{method}"), owner) for one in table.lineage(owner))


def _of_method(
    kind: str, method: str, hint: str, table: Table
) -> Iterator[tuple[tuple[Row, ...], str]]:
    owner = _known_type(kind, hint, table)
    if table.known(owner):
        yield from ((table.rows(f"{one}.{method}"), owner) for one in table.lineage(owner))
    else:
        yield table.rows(f"{ANY}.{method}"), ""


def _type_at(name: str, table: Table) -> str:
    """Return the type of what a qualified name stands for: of `SparkSession.builder`, or ""."""
    if not name or table.known(name):
        return name
    above, _, member = name.rpartition(".")
    owner = _type_at(above, table)
    for one in [name, *(f"{kind}.{member}" for kind in table.lineage(owner) if owner)]:
        for row in table.rows(one):
            if row.gives:
                return owner if row.gives == "." else row.gives
    return ""


def fits(row: Row, call: Call) -> bool:
    """Tell whether the conditions of a row hold for a call."""
    if row.hint and not _pattern(row.hint).search(call.hint.lower()):
        return False
    return all(_holds(reference, wanted, call) for reference, wanted in row.when.items())


def _holds(reference: str, wanted: str, call: Call) -> bool:
    value = resolve(reference.rstrip("#"), call)
    if not wanted:
        return value is None
    if value is None:
        return False
    if reference.endswith("#"):
        return isinstance(value, Placeholder) and bool(_pattern(wanted).search(value.type))
    if wanted == SQL:
        return isinstance(value, str) and is_sql(value)
    return bool(_pattern(wanted).search(shown(value)))


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)
