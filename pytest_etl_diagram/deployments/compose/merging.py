"""Merging Compose files by the specification's rules: later ones on top of earlier ones.

Single values are replaced, tables merged key by key, lists appended, and what means the same place
(a mount point, an environment variable) is there once. `!reset` takes something away and
`!override` puts something in place of all that was. What is merged is canonical already, so that
a list and a mapping of environment variables merge as the same thing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.tree import (
    OVERRIDE,
    RESET,
    Row,
    Table,
    Text,
    is_null,
    text_of,
    with_keys,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.deployments.compose.tree import Key, Node

Path = tuple[str, ...]

REPLACED: frozenset[Path] = frozenset(
    {("command",), ("entrypoint",), ("healthcheck", "test"), ("provider",)}
)
"""Attributes of a service whose later value takes the place of the earlier one as a whole."""

IDENTITY = ("target", "path", "source")
"""What tells the items of a list apart, where they are tables: the first of these that is there."""


def merged(base: Node, over: Node, path: Path = ()) -> Node:
    """Return a part with another on top; `path` is where both stand in their service."""
    if over.tag == OVERRIDE:
        return replace(over, tag="")
    if over.tag == RESET or path in REPLACED:
        return over
    if is_null(over) and not isinstance(base, Text):
        return base
    if isinstance(base, Table) and isinstance(over, Table):
        if path == ("logging",) and _are_of_other_drivers(base, over):
            return over
        return merged_tables(base, over, path)
    if isinstance(base, Row) and isinstance(over, Row):
        return Row(_each_once((*base.items, *over.items)), over.place)
    return over


def merged_tables(base: Table, over: Table, path: Path = ()) -> Table:
    """Return two tables as one, key by key; what both have stands where the later one says it.

    A table keeps its first place: what is said of a service stands in many places.
    """
    found = {key.name: key for key in base.keys}
    for key in over.keys:
        found[key.name] = _merged_keys(found[key.name], key, path) if key.name in found else key
    return with_keys(base, found.values())


def _merged_keys(base: Key, over: Key, path: Path) -> Key:
    node = merged(base.node, over.node, (*path, over.name))
    return replace(base if isinstance(node, Table) or node is base.node else over, node=node)


def unique(node: Node) -> Node:
    """Return a list with each item once: of those that mean the same place, the last counts."""
    return replace(node, items=_each_once(node.items)) if isinstance(node, Row) else node


def settled(node: Node) -> Node:
    """Return what is left when nothing comes on top any more: without `!reset` and its like."""
    if isinstance(node, Table):
        return settled_table(node)
    if isinstance(node, Row):
        kept = tuple(settled(item) for item in node.items if item.tag != RESET)
        return replace(node, items=kept, tag="")
    return replace(node, tag="")


def settled_table(table: Table) -> Table:
    """Return what is left of a table (see `settled`)."""
    keys = (replace(key, node=settled(key.node)) for key in table.keys if key.node.tag != RESET)
    return replace(with_keys(table, keys), tag="")


def _each_once(items: Iterable[Node]) -> tuple[Node, ...]:
    found: dict[object, Node] = {}
    for number, item in enumerate(items):
        found[_identity(item, number)] = item
    return tuple(found.values())


def _identity(item: Node, number: int) -> object:
    if isinstance(item, Text):
        return item.text
    names = (text_of(item.get(name)) for name in IDENTITY) if isinstance(item, Table) else ()
    return next((("table", name) for name in names if name), number)


def _are_of_other_drivers(base: Table, over: Table) -> bool:
    first, second = text_of(base.get("driver")), text_of(over.get("driver"))
    return bool(first and second and first != second)
