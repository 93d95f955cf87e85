"""Operators that no table knows: what the names of their arguments say that they move."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pytest_etl_diagram.flows.endpoints import Placeholder
from pytest_etl_diagram.flows.endpoints.call import shown
from pytest_etl_diagram.flows.endpoints.sql import is_sql, read_sql
from pytest_etl_diagram.flows.endpoints.systems import FILES, located
from pytest_etl_diagram.flows.tree import Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_etl_diagram.flows.endpoints import Table

_FROM: Final = frozenset("source src from input in origin upstream".split())
_TO: Final = frozenset("destination dest dst target tgt to output out sink".split())
_SAID: Final = frozenset("name names id project dataset full".split())
"""Words of an argument's name that add nothing: `target_table_name`."""
_SORTS: Final = {
    **dict.fromkeys(("table", "tables", "view", "collection"), "table"),
    **dict.fromkeys(("key", "keys", "object", "objects", "prefix", "blob"), "key"),
    **dict.fromkeys(("bucket", "container"), "bucket"),
    **dict.fromkeys(("path", "uri", "url", "location", "file", "filepath"), "path"),
    **dict.fromkeys(("topic", "topics"), "topic"),
}
"""What an argument names, by the last word of its name."""
_TABULAR: Final = frozenset({"database", "warehouse"})
_MOVED: Final = frozenset({*_TABULAR, "storage", "topic", "queue"})
"""Kinds of system that operators move data between."""
_WATCHING: Final = re.compile(r"Sensor|Check|Validat|Quality|Test|Get|Read|List|Extract|Export")
_WRITING: Final = re.compile(r"Load|Insert|Upload|Write|Stage|Publish|Produce|Save|Upsert|Copy")
_TRANSFER: Final = re.compile(r"(\w+?)To([A-Z]\w*)")


class _Sides(NamedTuple):
    """The systems that an operator's name says it reads and writes, "" for what it doesn't say."""

    source: str = ""
    target: str = ""


def guessed(operator: str, keywords: Mapping[str, object], table: Table) -> tuple[Endpoint, ...]:
    """Return what an operator that isn't known seems to read and write.

    Its arguments tell by their names which side they are of (`source_table`), or the operator
    by its own (`S3ToRedshift`); what neither tells is left out.
    """
    told = _TRANSFER.match(operator)
    sides = _Sides(_system(told[1], table), _system(told[2], table)) if told else _Sides()
    found: list[Endpoint] = []
    for name, value in keywords.items():
        if isinstance(value, str) and is_sql(value):
            found += _by_sql(value, _system_of_connection(keywords, table), table)
        elif isinstance(value, (str, Placeholder, list, tuple)):
            found += _by_name(operator, name, keywords, sides, table)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _system(text: str, table: Table) -> str:
    """Return the system that a name has in it, "" for none; the longest word counts."""
    lowered = text.lower().replace("_", "")
    return next((system for word, system in _moved(table) if word in lowered), "")


@lru_cache(maxsize=64)
def _moved(table: Table) -> tuple[tuple[str, str], ...]:
    """Return the words for systems that operators move data between, the longest first."""
    words = sorted(table.words.items(), key=lambda each: (-len(each[0]), each))
    return tuple((word, system) for word, system in words if table.systems[system] in _MOVED)


def _system_of_connection(keywords: Mapping[str, object], table: Table) -> str:
    """Return the system of the one connection whose argument or id names one, "" for none."""
    found = {
        _system(f"{name} {value.text}", table)
        for name, value in keywords.items()
        if name.endswith("conn_id") and isinstance(value, Placeholder)
    } - {""}
    return found.pop() if len(found) == 1 else ""


def _by_sql(text: str, system: str, table: Table) -> Iterator[Endpoint]:
    named = system if table.systems.get(system) in _TABULAR else "database"
    for statement in read_sql(text, system):
        for name in statement.reads:
            yield Endpoint(named, table.systems[named], "read", name)
        if statement.writes:
            yield Endpoint(named, table.systems[named], "write", statement.writes)


def _by_name(
    operator: str, name: str, keywords: Mapping[str, object], sides: _Sides, table: Table
) -> Iterator[Endpoint]:
    """Yield what one argument names, as far as its direction is told."""
    words = _words(name)
    sort = _SORTS.get(words[-1], "") if words else ""
    own = _system(name, table)
    direction = _direction(operator, words, own, sides)
    if not direction or sort in ("", "bucket"):
        return
    system = own or (sides.source if direction == "read" else sides.target)
    system = system or _system_of_connection(keywords, table)
    value = keywords[name]
    bucket = _bucket(words[:-1], keywords) if sort == "key" else ""
    for each in value if isinstance(value, (list, tuple)) else (value,):
        text = shown(each)
        if "://" in text:
            place = located(text, system or FILES, table)
            yield Endpoint(place.system, table.systems[place.system], direction, place.name)
        elif sort == "table":
            named = system if table.systems.get(system) in _TABULAR else "database"
            yield Endpoint(named, table.systems[named], direction, text)
        elif sort == "topic":
            yield Endpoint("Kafka", "topic", direction, text)
        elif sort == "key" and bucket and table.systems.get(system) == "storage":
            yield Endpoint(system, "storage", direction, f"{bucket}/{text.lstrip('/')}")


def _words(name: str) -> list[str]:
    return [word for word in name.lower().split("_") if word and word not in _SAID]


def _bucket(words: list[str], keywords: Mapping[str, object]) -> str:
    """Return the bucket that goes with a key: of an argument with the same words, or the only."""
    buckets = {
        tuple(parts[:-1]): shown(value)
        for name, value in keywords.items()
        if (parts := _words(name)) and _SORTS.get(parts[-1]) == "bucket"
    }
    only = next(iter(buckets.values())) if len(buckets) == 1 else ""
    return buckets.get(tuple(words), only)


def _direction(operator: str, words: list[str], system: str, sides: _Sides) -> str:
    """Return `read` or `write`, "" where nothing tells."""
    if _FROM & set(words):
        return "read"
    if _TO & set(words):
        return "write"
    if _WATCHING.search(operator):
        return "read"
    if sides.source and system == sides.source != sides.target:
        return "read"
    if sides.target and (system == sides.target or not system):
        return "write"
    return "write" if _WRITING.search(operator) and not system else ""
