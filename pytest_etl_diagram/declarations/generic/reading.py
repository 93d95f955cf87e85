"""Settings of a stage in one shape, whichever of several ones the file gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations import thresholds
from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.queries import looks_like_sql
from pytest_etl_diagram.declarations.generic.settings import merged, opened, without
from pytest_etl_diagram.declarations.generic.systems import VAGUE, system_of
from pytest_etl_diagram.declarations.generic.values import is_given, shown
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar, items

if TYPE_CHECKING:
    from pytest_etl_diagram.declarations.generic.sections import Part
    from pytest_etl_diagram.documents.tree import Tree

PLAIN = frozenset(
    {*words.TYPES, *words.STEP_TYPES, *words.STEP_NAMES, *words.CONNECTIONS, *words.TABLES,
     *words.PATHS, *words.URLS, *words.QUERY_FILES, *words.BUCKETS, *words.TOPICS,
     *words.SETTINGS, *words.DEPENDS, *words.COLUMNS, *words.UNSHOWN, "source", "target", "sink",
     "host"}
    - {"test", "check", "command", "script"}
)  # fmt: skip
"""Keys that are a setting where they stand alone in a step, and not the type of the step."""
_FILE_ENDS = frozenset(
    "csv tsv json jsonl ndjson parquet xlsx xls avro orc xml txt gz zip db sqlite".split()
)
_TABLE = re.compile(r"[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*){1,2}")
_REFERRING = tuple("source target sink ref uses pipeline ruleset name type".split())
_INNER = {
    "extract": ("source", "from"),
    "load": ("target", "sink", "destination", "write_target", "write_to", "to"),
}
NAMES_DATA = (*words.TABLES, *words.PATHS, *words.QUERIES, *words.TOPICS, *words.NAMED_DATA)
_BARE = {
    "extract": {"extract", "extractor", "extraction", "source", "input", "read", "reader",
                "load"},
    "load": {"load", "loader", "loading", "target", "sink", "destination", "output", "write",
             "writer"},
    "transform": {"transform", "transformation", "transformer", "process"},
    "validate": {"validate", "validation", "check", "quality_check", "test"},
    "notify": {"notify", "notification"},
}  # fmt: skip
"""Types that say no more than the role."""


@dataclass(frozen=True, slots=True)
class Given:
    """A step's settings; `base` is the type that its only key says, `is_typed` that it does."""

    settings: Mapping
    base: str = ""
    is_typed: bool = False


def as_settings(tree: Tree, line: int) -> Mapping:
    """Return the settings of a source or target.

    A scalar is taken for what it looks like: a query, a path or URL, else a type or name. A
    mapping in a mapping (`postgres: {table: orders}`) has its type for a key.
    """
    if isinstance(tree, Mapping) and not tree.tag:
        tree = _with_table(tree)
        single = tree.entries[0] if len(tree.entries) == 1 else None
        if single is None or not isinstance(single.value, Mapping) or snake(single.key) in PLAIN:
            return tree
        kind = Entry("type", Scalar(single.key, single.key, single.line), single.line)
        return _with_table(merged(Mapping((kind,), tree.line), opened(single.value)))
    return Mapping((Entry(_looks_like(shown(tree)), tree, line),), line)


def _looks_like(text: str) -> str:
    if looks_like_sql(text):
        return "query"
    if text.startswith(("http://", "https://")):
        return "url"
    if _TABLE.fullmatch(text) and text.rpartition(".")[2].lower() not in _FILE_ENDS:
        return "table"
    ends_as_file = text.rpartition(".")[2].lower() in _FILE_ENDS and "." in text
    return "path" if "/" in text.strip("/") or ends_as_file else "type"


def _is_connection(name: str) -> bool:
    """Tell whether a name is that of one connection of a project, and not of a sort of system."""
    system = system_of(name)
    return not system or (system in VAGUE and len(words.words_of(name)) > 1)


def _with_keys(settings: Mapping) -> Mapping:
    """Take what a load matches rows `on` for its keys."""
    if find(settings, words.KEYS) is not None:
        return settings
    entries = (
        Entry("keys", e.value, e.line) if snake(e.key) == "on" else e for e in settings.entries
    )
    return Mapping(tuple(entries), settings.line)


def _with_table(settings: Mapping) -> Mapping:
    """Put what `table: {name: orders, keys: …}` says beside the other settings."""
    entry = find(settings, ("table",))
    if entry is None or not isinstance(entry.value, Mapping) or entry.value.tag:
        return settings
    inner = tuple(
        Entry("table" if snake(e.key) == "name" else e.key, e.value, e.line)
        for e in entry.value.entries
    )
    return merged(without(settings, {"table"}), Mapping(inner, entry.line))


def defined(settings: Mapping, definitions: Mapping) -> Mapping:
    """Add what the file defines elsewhere under the name that a source or step only names."""
    for key in _REFERRING:
        entry = find(settings, (key,))
        if entry is None or not isinstance(entry.value, Scalar):
            continue
        found = definitions.get(shown(entry.value))
        if isinstance(found, Mapping):
            rest = settings
            if key == "type":  # `source: orders_db` names it, and so is no type
                rest = Mapping(
                    tuple(
                        Entry("name", e.value, e.line) if e is entry else e
                        for e in settings.entries
                    ),
                    settings.line,
                )
            return merged(rest, without(found, {"name", "id"}))
    return settings


def unpacked(part: Part, role: str) -> Given:
    """Return a step's settings: `filter: amount > 0` is one of type `filter`.

    So is a text alone, and what stands below a key in a mapping of steps.
    """
    tree, line = part.tree, part.line
    if not isinstance(tree, Mapping) or tree.tag:
        if part.key:
            settings = settings_below(Entry(part.key, tree, line), role)
            return Given(settings, part.key, is_typed=True)
        if role != "validate" and looks_like_sql(shown(tree)):
            return Given(Mapping((Entry("sql", tree, line),), line), "sql", is_typed=True)
        metric, threshold = (
            thresholds.split(shown(tree)) if role == "validate" else (shown(tree), "")
        )
        told = Entry("threshold", Scalar(threshold, threshold, line), line)
        return Given(Mapping((told,) if threshold else (), line), metric, is_typed=True)
    single = tree.entries[0] if len(tree.entries) == 1 else None
    if part.key or single is None:
        return Given(tree)
    says_role = any(snake(single.key) in known for known in _BARE.values())
    is_inside = isinstance(single.value, Mapping) and not single.value.tag
    if snake(single.key) in PLAIN and not (says_role and is_inside):
        return Given(tree)
    settings = settings_below(single, role)
    return Given(settings, single.key, is_typed=not (is_inside and says_role))


def settings_below(entry: Entry, role: str) -> Mapping:
    """Return the settings of a step whose type is a key: what stands below that."""
    if not isinstance(entry.value, Mapping) or entry.value.tag:
        return Mapping(_only(entry.key, entry.value, entry.line, role), entry.line)
    if _is_by_column(entry):
        return Mapping((Entry("columns", entry.value, entry.line),), entry.line)
    return entry.value


def _only(key: str, tree: Tree, line: int, role: str) -> tuple[Entry, ...]:
    """Return what a step's only value says: the columns of a check, else a setting of its name."""
    if not is_given(tree) or (isinstance(tree, Scalar) and tree.value is True):
        return ()
    is_columns = isinstance(tree, Listing) and all(isinstance(i, Scalar) for i in items(tree))
    if isinstance(tree, Scalar) and isinstance(tree.value, str):
        is_columns = bool(words.OF_COLUMNS & set(words.words_of(key)))
    return (Entry("columns" if role == "validate" and is_columns else key, tree, line),)


def _is_by_column(entry: Entry) -> bool:
    """Tell whether `rename: {id: account_id}` has columns below it, and no settings."""
    if snake(entry.key) not in words.BY_COLUMN or not isinstance(entry.value, Mapping):
        return False
    settings = {"column", "columns", "fields", "field", "mapping", "mappings", "expression"}
    return bool(entry.value.entries) and all(
        isinstance(each.value, Scalar) and snake(each.key) not in settings
        for each in entry.value.entries
    )


def folded(settings: Mapping, role: str) -> Mapping:
    """Return the settings of a step without a type that only says its role.

    What an extraction's `source` or a load's `target` says is then its own.
    """
    entry = find(settings, words.STEP_TYPES)
    if entry is not None and snake(shown(entry.value)) in _BARE.get(role, ()):
        settings = Mapping(tuple(e for e in settings.entries if e is not entry), settings.line)
    if role == "load":
        settings = _with_keys(settings)
    inner = find(settings, _INNER.get(role, ()))
    if inner is None:
        return settings
    if isinstance(inner.value, Mapping) and not inner.value.tag:
        own = without(settings, {snake(inner.key)})
        return merged(own, opened(as_settings(inner.value, inner.line)))
    has_type = find(settings, words.TYPES) is not None
    if has_type or not isinstance(inner.value, Scalar):
        return settings
    own = without(settings, {snake(inner.key)})
    told = as_settings(inner.value, inner.line)
    is_named = find(told, ("type",)) is not None and _is_connection(shown(inner.value))
    if is_named and find(own, NAMES_DATA) is not None:
        told = Mapping((Entry("connection", inner.value, inner.line),), inner.line)
    return merged(own, told)
