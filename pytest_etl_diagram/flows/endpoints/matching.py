"""Which row of the table a call is: by its name, its receiver's type, or what tells both."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pytest_etl_diagram.flows.endpoints.call import Placeholder, shown
from pytest_etl_diagram.flows.endpoints.references import resolve
from pytest_etl_diagram.flows.endpoints.rows import SQL, Row
from pytest_etl_diagram.flows.endpoints.sql import is_sql
from pytest_etl_diagram.flows.endpoints.table import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.endpoints.call import Call
    from pytest_etl_diagram.flows.endpoints.table import Table


class Match(NamedTuple):
    """A call with its row, and the type of its receiver, "" for a function."""

    call: Call
    row: Row
    owner: str
    table: Table


def match(call: Call, table: Table) -> Match | None:
    """Return the first row that fits a call, None where the table knows nothing of it."""
    for rows, owner in _candidates(call, table):
        for row in rows:
            if fits(row, call):
                return Match(call, row, owner, table)
    return None


def owner_of(call: Call, table: Table) -> str:
    """Return the type of a call's receiver: the one it has, or the one that its name hints at."""
    kind = table.canonical(call.receiver.type) if call.receiver is not None else ""
    return kind if table.known(kind) else table.type_of_hint(call.hint)


def _candidates(call: Call, table: Table) -> Iterator[tuple[tuple[Row, ...], str]]:
    if call.callee:
        name = table.canonical(call.callee)
        yield table.rows(name), ""
        above, _, method = name.rpartition(".")
        owner = _type_at(above, table)
    else:
        owner, method = owner_of(call, table), call.method
    if table.known(owner):
        for one in table.lineage(owner):
            yield table.rows(f"{one}.{method}"), owner
    elif not call.callee:
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
