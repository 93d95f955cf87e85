"""Pipelines that copy several tables: each has a load of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.reading import as_settings
from pytest_etl_diagram.declarations.generic.settings import merged, without
from pytest_etl_diagram.declarations.generic.values import is_given
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.declarations.generic.sections import Part
    from pytest_etl_diagram.documents.tree import Tree

_LISTS = ("tables", "streams", "entities", "objects", "collections", "replications", "mappings")
_SOURCE_NAMES = ("source_table", "source_object", "source", "from", "table", "name", "stream")
_TARGET_NAMES = (
    "target_table", "destination_table", "dest_table", "target_object", "object", "target",
    "destination", "to", "table", "name",
)  # fmt: skip


def replicated(
    source: Part, target: Part, settings: Mapping
) -> tuple[Part, tuple[Part, ...], Mapping] | None:
    """Return the source, a target for each table, and the settings left; None without tables.

    The tables stand beside source and target, as a list or as a mapping by name.
    """
    entry = find(settings, _LISTS)
    if entry is None:
        return None
    tables = tuple(_tables(entry.value))
    if not tables:
        return None
    names = Listing(
        tuple(name for name, _ in tables if isinstance(name, Scalar)),
        entry.line,
    )
    reads = Mapping((Entry("tables", names, entry.line),), entry.line)
    read = replace(source, tree=merged(as_settings(source.tree, source.line), reads))
    rest = without(settings, {snake(entry.key)})
    default = find(rest, words.DEFAULTS)
    if default is not None and isinstance(default.value, Mapping):
        shared = without(default.value, {*_SOURCE_NAMES, *_TARGET_NAMES})
        tables = tuple((name, merged(own, shared)) for name, own in tables)
        rest = without(rest, {snake(default.key)})
    told = [own for _, own in tables if own.entries]
    if not told:
        return read, (target,), rest
    own_target = _typed_by_name(as_settings(target.tree, target.line))
    targets = tuple(replace(target, tree=merged(own, own_target), line=own.line) for own in told)
    return read, targets, rest


def _typed_by_name(settings: Mapping) -> Mapping:
    """Take the name of what several tables are loaded to for its type: each load has its own."""
    has_type = find(settings, words.TYPES) is not None
    left = (e for e in settings.entries if snake(e.key) not in ("name", "id") or not has_type)
    renamed = (
        Entry("type", e.value, e.line) if snake(e.key) in ("name", "id") else e for e in left
    )
    return Mapping(tuple(renamed), settings.line)


def _tables(tree: Tree) -> Iterator[tuple[Tree, Mapping]]:
    """Yield the name of each table at the source, and what is said of its load."""
    if isinstance(tree, Listing):
        for item in tree.items:
            if isinstance(item, Mapping) and not item.tag:
                named = find(item, _SOURCE_NAMES)
                if named is not None and isinstance(named.value, Scalar):
                    yield named.value, _load(item)
            elif isinstance(item, Scalar) and is_given(item):
                yield item, Mapping()
    elif isinstance(tree, Mapping) and not tree.tag:
        for entry in tree.entries:
            name = Scalar(entry.key, entry.key, entry.line)
            own = entry.value if isinstance(entry.value, Mapping) else Mapping()
            table = find(own, _SOURCE_NAMES[:4])
            yield (
                table.value if table is not None else name,
                _load(merged(own, Mapping((Entry("name", name, entry.line),))), entry.line),
            )


def _load(item: Mapping, line: int = 0) -> Mapping:
    named = find(item, _TARGET_NAMES)
    used = {*_SOURCE_NAMES, *_TARGET_NAMES}
    rest = without(item, used)
    table = () if named is None else (Entry("table", named.value, named.line),)
    return Mapping((*table, *rest.entries), item.line or line)
