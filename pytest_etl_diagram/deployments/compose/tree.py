"""What a Compose file says, after interpolation: each part with the file and line it stands in.

Parts of one service come from several files (overrides, `extends`, `include`), so every part
carries its own place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.model import Place

RESET = "!reset"
OVERRIDE = "!override"


@dataclass(frozen=True, slots=True)
class Text:
    """A single value: `null` for YAML's null, whose `text` is empty."""

    text: str
    place: Place
    null: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A list."""

    items: tuple[Node, ...]
    place: Place
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table with what it holds: `place` is that of the key."""

    name: str
    node: Node
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order of the file."""

    keys: tuple[Key, ...]
    place: Place
    tag: str = ""

    def key(self, name: str) -> Key | None:
        """Return the entry called `name`, None without one."""
        return next((key for key in self.keys if key.name == name), None)

    def get(self, name: str) -> Node | None:
        """Return what the key `name` holds, None without it."""
        key = self.key(name)
        return None if key is None else key.node


Node: TypeAlias = Text | Row | Table


def text_of(node: Node | None) -> str:
    """Return a single value's text, "" for anything else."""
    return node.text if isinstance(node, Text) else ""


def texts_of(node: Node | None) -> tuple[str, ...]:
    """Return the texts of a list's single values; a single value counts as a list of it."""
    if isinstance(node, Row):
        return tuple(item.text for item in node.items if isinstance(item, Text))
    return (node.text,) if isinstance(node, Text) and node.text else ()


def keys_of(node: Node | None) -> tuple[Key, ...]:
    """Return the entries of a table, none of anything else."""
    return node.keys if isinstance(node, Table) else ()


def items_of(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list, none of anything else."""
    return node.items if isinstance(node, Row) else ()


def member(node: Node | None, *path: str) -> Node | None:
    """Return what stands at `path` below `node`, None where any part of the way is missing."""
    for name in path:
        node = node.get(name) if isinstance(node, Table) else None
    return node


def is_null(node: Node | None) -> bool:
    """Tell whether there is nothing, or YAML's null."""
    return node is None or (isinstance(node, Text) and node.null)


def is_true(node: Node | None) -> bool:
    """Tell whether a truth value is set, in any of YAML's spellings."""
    return text_of(node).lower() in {"true", "yes", "on", "y", "1"}


def with_keys(table: Table, keys: Iterable[Key]) -> Table:
    """Return the table with other entries."""
    return replace(table, keys=tuple(keys))


def with_key(table: Table, key: Key) -> Table:
    """Return the table with one entry put in, in place of one of its name."""
    return with_keys(table, (*(k for k in table.keys if k.name != key.name), key))
