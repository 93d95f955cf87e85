"""What data a source or target is: its system, its tables, topics, paths, and its connection."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import queries, words
from pytest_etl_diagram.declarations.generic.settings import NO_MORE, NOTHING, Told
from pytest_etl_diagram.declarations.generic.settings import told as told_of
from pytest_etl_diagram.declarations.generic.systems import FILES, REST, VAGUE, kind_of, system_of
from pytest_etl_diagram.declarations.generic.values import shown
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar, is_null, items
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.flows.endpoints.systems import located, scheme_of
from pytest_etl_diagram.flows.endpoints.table import built_in
from pytest_etl_diagram.model import DataAsset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.documents.tree import Entry

READS, WRITES = "reads", "writes"
_ID = re.compile(r"[\w.-]+|\{\{.*\}\}|\{[a-z_]+:[^{}]+\}")
_KINDS = {"topic": "topic", "queue": "queue", "storage": "object", "files": "file", "http": "url"}


@dataclass(frozen=True, slots=True)
class Data:
    """What a source or target is: its facts, its assets, and the settings that these stand for.

    `connection` is the id of its connection, "" where none is named. `files` are those that were
    read for it.
    """

    told: tuple[Told, ...] = ()
    assets: tuple[DataAsset, ...] = ()
    used: frozenset[str] = frozenset()
    connection: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Where settings stand: the project's files, and the source that is read.

    `connections` and `definitions` are what that defines by name for others to refer to.
    """

    files: Files
    source: str
    connections: Mapping = NOTHING
    definitions: Mapping = NOTHING

    def beside(self, path: str) -> str:
        """Return the path of a file that a setting names, "" where there is none.

        It is looked for beside the source, and from the root folder.
        """
        if not path or "{" in path or path.startswith(("/", "~")):
            return ""
        near = posixpath.normpath(posixpath.join(posixpath.dirname(self.source), path))
        options = (near, posixpath.normpath(path))
        return next((p for p in options if self.files.exists(p)), "")


def data_of(settings: Mapping, operator: str, direction: str, reader: Reader) -> Data:
    """Return what data the settings of a source (READS) or target (WRITES) are."""
    connection = _connection(settings)
    system = _system(settings, operator, connection, reader)
    query = query_of(settings, reader)
    entries, assets = _assets(settings, system, query)
    told: list[Told] = []
    if assets:
        line = entries[0].line
        told.append(Told(direction, ", ".join(map(asset_text, assets)), line))
    told += _of_connection(connection, reader)
    told += (each for entry in entries for each in _beside_names(entry))
    if query.entry is not None and query.text:
        told.append(Told("query", queries.shortened(query.text), query.entry.line))
    used = {snake(entry.key) for entry in entries if entry is not query.entry}
    if query.entry is not None and query.inline:
        used.add(snake(query.entry.key))
    return Data(tuple(told), assets, frozenset(used), connection, query.files)


def _of_connection(connection: str, reader: Reader) -> Iterator[Told]:
    """Yield where a connection leads that the file itself defines: `connection.host`."""
    defined = find(reader.connections, (snake(connection),)) if connection else None
    if defined is not None and isinstance(defined.value, Mapping) and not defined.value.tag:
        for entry in defined.value.entries:
            if snake(entry.key) in words.ADDRESSES:
                yield from told_of(entry, f"connection.{entry.key}")


def _beside_names(entry: Entry) -> Iterator[Told]:
    """Yield what a list of tables says of each beside its name: `tables.orders.columns`."""
    if isinstance(entry.value, Listing) and any(isinstance(i, Mapping) for i in entry.value.items):
        yield from (each for each in told_of(entry) if each.value != NO_MORE)


def asset_text(asset: DataAsset) -> str:
    """Return an asset as a fact has it: `PostgreSQL: orders`."""
    return f"{asset.system}: {asset.name}" if asset.system else asset.name


@dataclass(frozen=True, slots=True)
class Query:
    """A query in words, the setting that gives it, and whether that holds it itself."""

    entry: Entry | None = None
    text: str = ""
    inline: bool = True
    files: tuple[str, ...] = ()


def query_of(settings: Mapping, reader: Reader) -> Query:
    """Return the query of a source: its text, or that of the file that a setting names."""
    entry = find(settings, words.QUERIES)
    if entry is not None and isinstance(entry.value, Scalar) and not is_null(entry.value):
        text = shown(entry.value)
        if not text.strip().lower().endswith(".sql") or len(text.split()) > 1:
            return Query(entry, queries.normalised(text))
    elif entry is None:
        entry = find(settings, words.QUERY_FILES)
    if entry is None or not isinstance(entry.value, Scalar):
        return Query()
    path = reader.beside(shown(entry.value))
    if not path:
        return Query()
    try:
        return Query(
            entry, queries.normalised(reader.files.text(path)), inline=False, files=(path,)
        )
    except SourceError:
        return Query()


def _connection(settings: Mapping) -> str:
    entry = find(settings, words.CONNECTIONS)
    if entry is None or not isinstance(entry.value, Scalar):
        return ""
    name = shown(entry.value, entry.key)
    return name if _ID.fullmatch(name) else ""


def _system(settings: Mapping, operator: str, connection: str, reader: Reader) -> str:
    """Return the system: one that a product's name tells goes before `file` or `sql`."""
    hints = [operator, connection]
    for key in ("dialect", "driver", "engine", "db_type", "database_type", "url", "uri", "dsn",
                "connection_string", "connection", "format", "file_format"):  # fmt: skip
        entry = find(settings, (key,))
        if entry is not None and isinstance(entry.value, Scalar):
            hints.append(shown(entry.value))
        elif entry is not None and isinstance(entry.value, Mapping):
            hints += [shown(e.value) for e in entry.value.entries if snake(e.key) in words.TYPES]
    defined = find(reader.connections, (snake(connection),)) if connection else None
    if defined is not None and isinstance(defined.value, Mapping):
        kept = [e for e in defined.value.entries if snake(e.key) in (*words.TYPES, "url", "uri")]
        hints[1:1] = [shown(e.value) for e in kept]
    found = [system_of(hint) for hint in hints if hint]
    known = [system for system in found if system and system not in VAGUE]
    return known[0] if known else next(filter(None, found), "")


def _assets(
    settings: Mapping, system: str, query: Query
) -> tuple[tuple[Entry, ...], tuple[DataAsset, ...]]:
    """Return the settings that say which data it is, and the data."""
    for names, kind in _SHAPES:
        entry = find(settings, names)
        if entry is None or not list(_texts(entry)):
            continue
        if kind == "table":
            return _tables(entry, settings, system)
        if kind in ("topic", "queue"):
            return (entry,), tuple(DataAsset(system, kind, name) for name in _texts(entry))
        if kind == "bucket":
            return _objects(entry, settings, system)
        if kind == "url" and (system in ("", REST) or scheme_of(next(_texts(entry))) != ""):
            return _urls(entry, settings, system)
        if kind == "path":
            return (entry,), tuple(_placed(name, system or FILES) for name in _texts(entry))
    named = find(settings, words.NAMED_DATA)
    if query.entry is None and named is not None and list(_texts(named)):
        return (named,), tuple(DataAsset(system, "table", name) for name in _texts(named))
    if query.entry is not None:
        names = queries.tables_of(query.text, system)
        return (query.entry,), tuple(DataAsset(system, "table", name) for name in names)
    return (), ()


_SHAPES = (
    (words.TOPICS, "topic"),
    (words.QUEUES, "queue"),
    (words.TABLES, "table"),
    (words.BUCKETS, "bucket"),
    (words.URLS, "url"),
    (words.PATHS, "path"),
)
"""What tells which data it is, first the best."""


def _texts(entry: Entry) -> Iterator[str]:
    """Yield the names in a setting: a text, a list of them, or the `name` of each mapping."""
    for item in items(entry.value):
        if isinstance(item, Mapping) and not item.tag:
            named = find(item, ("name", "table", "path", "topic", "id"))
            if named is not None and isinstance(named.value, Scalar):
                yield shown(named.value)
        elif not isinstance(item, Listing) and shown(item):
            yield shown(item)


def _tables(
    entry: Entry, settings: Mapping, system: str
) -> tuple[tuple[Entry, ...], tuple[DataAsset, ...]]:
    schema = find(settings, words.SCHEMAS)
    prefix = shown(schema.value) if schema and isinstance(schema.value, Scalar) else ""
    names = sorted(_texts(entry))
    if not prefix or any("." in name for name in names):
        return (entry,), tuple(DataAsset(system, "table", name) for name in names)
    found = tuple(DataAsset(system, "table", f"{prefix}.{name}") for name in names)
    return (entry, schema) if schema else (entry,), found


def _objects(
    entry: Entry, settings: Mapping, system: str
) -> tuple[tuple[Entry, ...], tuple[DataAsset, ...]]:
    bucket = next(_texts(entry)).rstrip("/")
    inside = find(settings, ("key", "object", *words.PATHS))
    if inside is None or not isinstance(inside.value, Scalar) or "://" in shown(inside.value):
        return (entry,), (_placed(bucket, system),)
    name = f"{bucket}/{shown(inside.value).lstrip('/')}" if shown(inside.value) else bucket
    return (entry, inside), (_placed(name, system),)


def _urls(
    entry: Entry, settings: Mapping, system: str
) -> tuple[tuple[Entry, ...], tuple[DataAsset, ...]]:
    base = find(settings, ("base_url", "url", "api_url", "endpoint_url", "host"))
    inside = find(settings, ("endpoint", "path", "resource", "route"))
    if base is None or inside is None or base.key == inside.key:
        return (entry,), tuple(_placed(name, system or REST) for name in _texts(entry))
    whole = f"{shown(base.value).rstrip('/')}/{shown(inside.value).lstrip('/')}"
    return (base, inside), (_placed(whole, system or REST),)


def _placed(name: str, system: str) -> DataAsset:
    """Return a path, object or URL as what it is, without credentials."""
    place = located(name, system or FILES, built_in())
    kind = _KINDS.get(kind_of(place.system), "table" if place.system else "file")
    return DataAsset(place.system, kind, place.name)
