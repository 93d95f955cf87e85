"""The facts of a plugin: what it is, what it takes, its settings in each environment.

A plugin that inherits from another one has what that one has, but for what it says itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic.values import shown
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar, is_null, items, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.declarations.meltano.reading import Project, Row
    from pytest_etl_diagram.documents.tree import Tree
    from pytest_etl_diagram.model import Place

Told = dict[str, tuple[str, "Place"]]
"""Facts by name, each with its value and place."""
MAX_PARENTS = 20
RENAMED = {"load_method": "mode"}
"""Settings of loaders that mean the same as a fact of other pipelines."""
_PLAIN = ("variant", "pip_url", "executable", "namespace", "load_schema", "replication_strategy")
_UNORDERED = ("select", "select_filter")
_META = {"replication-method": "replication_method", "replication-key": "replication_key",
         "table-key-properties": "keys", "view-key-properties": "keys"}  # fmt: skip
_TAKEN = frozenset({*_PLAIN, *_UNORDERED, "metadata", "schema", "config", "env", "operator"})


def facts_of(project: Project, name: str) -> Told:
    """Return the facts of a plugin, those that it inherits among them."""
    lineage = parents(project, name)
    facts: Told = {}
    sort, row = project.plugins[name]
    facts["operator"] = (sort, row.place())
    inherited = text(row.content.get("inherit_from"))
    if inherited:
        entry = row.content.entry("inherit_from")
        facts["inherit_from"] = (inherited, row.place(entry.line if entry else 0))
    for each in reversed(lineage):
        facts.update(_own(each))
        for (environment, plugin), overrides in sorted(project.overrides.items()):
            if plugin == each.name:
                for override in overrides:
                    told = _own(override)
                    facts.update({f"{environment}.{fact}": told[fact] for fact in told})
    return facts


def parents(project: Project, name: str) -> list[Row]:
    """Return a plugin and those that it inherits from, itself first."""
    found: list[Row] = []
    while name in project.plugins and len(found) < MAX_PARENTS:
        _, row = project.plugins[name]
        if row in found:
            project.problem(row.place(), f"the plugin {name!r} inherits from itself")
            break
        found.append(row)
        name = inherited_by(row)
    return found


def inherited_by(row: Row) -> str:
    """Return the project's plugin that one inherits from; one of its own name is Meltano Hub's."""
    named = text(row.content.get("inherit_from"))
    return "" if named == row.name else named


def mapping_facts(mapper: Row, mapped: Row) -> Told:
    """Return the facts of a mapping, which is what a task names of a mapper."""
    facts: Told = {"operator": ("mapper", mapped.place())}
    facts["mapper"] = (mapper.name, mapper.place())
    facts.update(_own(mapper))
    facts.update(_own(mapped))
    return facts


def _own(row: Row) -> Told:
    """Return the facts that stand in one entry."""
    facts: Told = {}
    for entry in row.content.entries:
        place = row.place(entry.line)
        if entry.key in _PLAIN and not is_null(entry.value):
            facts[entry.key] = (shown(entry.value, entry.key), place)
        elif entry.key in _UNORDERED:
            facts[entry.key] = (", ".join(sorted({text(i) for i in items(entry.value)})), place)
        elif entry.key == "metadata" and isinstance(entry.value, Mapping):
            for fact, value, line in _metadata(entry.value):
                facts[fact] = (value, row.place(line))
        elif entry.key == "config" and isinstance(entry.value, Mapping):
            for fact, value, line in _config(entry.value, ""):
                facts[fact] = (value, row.place(line))
        elif entry.key == "env" and isinstance(entry.value, Mapping):
            names = sorted(each.key for each in entry.value.entries)
            facts["env"] = (", ".join(names), place)
    return {name: told for name, told in facts.items() if told[0]}


def _metadata(tree: Mapping) -> Iterator[tuple[str, str, int]]:
    """Yield the facts of streams: `replication_method: orders: FULL_TABLE, users: INCREMENTAL`.

    What holds for all streams (`*`) is said without them.
    """
    found: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    for stream in sorted(tree.entries, key=lambda e: e.key):
        inner = stream.value.entries if isinstance(stream.value, Mapping) else ()
        for entry in inner:
            fact = _META.get(entry.key)
            if fact is None:
                continue
            value = " ".join(shown(entry.value).split(", "))
            told = value if stream.key == "*" else f"{stream.key} {value}"
            found.setdefault(fact, []).append(told)
            lines.setdefault(fact, entry.line)
    for fact, several in sorted(found.items()):
        yield fact, ", ".join(several), lines[fact]


def _config(tree: Mapping, prefix: str) -> Iterator[tuple[str, str, int]]:
    """Yield the settings, those in mappings by their way (`stream_maps.orders.id`), by name."""
    for entry in sorted(tree.entries, key=lambda e: e.key):
        name = f"{prefix}{entry.key}"
        if isinstance(entry.value, Mapping) and entry.value.entries:
            yield from _config(entry.value, f"{name}.")
            continue
        told = _setting(name, entry.value)
        if told:
            fact = RENAMED.get(name, f"config.{name}" if name in _TAKEN else name)
            yield fact, told, entry.line


def _setting(name: str, tree: Tree) -> str:
    if isinstance(tree, Scalar) and tree.value is None and not tree.tag:
        return "null"
    if isinstance(tree, Listing) and any(isinstance(item, Mapping) for item in tree.items):
        return ", ".join(shown(item, name) for item in tree.items)
    return " ".join(shown(tree, name).split())
