"""The shapes that attributes of Compose have: names, pairs, tables, lists of single values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.tree import (
    Key,
    Row,
    Table,
    Text,
    is_null,
    text_of,
    with_keys,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.deployments.compose.tree import Node

KINDS = {Text: "a single value", Row: "a list", Table: "a mapping"}
"""What each kind of node is called in a problem."""


class MisshapenError(Exception):
    """Parts of a file have another shape than they must have.

    `wrong` are those parts, `expected` says which shape they must have, `kept` is what is left
    without them: None where that is nothing.
    """

    def __init__(self, expected: str, *wrong: Node, kept: Node | None = None) -> None:
        """Take what was expected, the wrong parts, and what is left."""
        super().__init__(expected)
        self.expected = expected
        self.wrong = wrong
        self.kept = kept


def note_shape(notes: Notes, error: MisshapenError, subject: str) -> None:
    """Note the wrong shapes in `subject` (no value is shown: it may be a secret)."""
    for node in error.wrong:
        notes.wrong(node.place, f"{subject} {error.expected}; here is {KINDS[type(node)]}")


def as_text(node: Node) -> Text:
    """Return a single value."""
    if isinstance(node, Text):
        return node
    raise MisshapenError("must be a single value", node)


def as_table(node: Node) -> Table:
    """Return a mapping."""
    if isinstance(node, Table):
        return node
    raise MisshapenError("must be a mapping", node)


def as_row(node: Node, form: Callable[[Node], Node | None], example: str) -> Row:
    """Return a list of what `form` makes of each item; None from it means a wrong shape."""
    if not isinstance(node, Row):
        raise MisshapenError(f"must be a list (write `- {example}`)", node)
    found = [(item, item if item.tag else form(item)) for item in node.items]
    row = replace(node, items=tuple(made for _, made in found if made is not None))
    wrong = [item for item, made in found if made is None]
    if wrong:
        raise MisshapenError(f"has items such as `{example}`", *wrong, kept=row)
    return row


def single(node: Node) -> Text | None:
    """Return a single value, None for anything else."""
    return node if isinstance(node, Text) else None


def as_pairs(node: Node) -> Table:
    """Return names with values: a mapping, or a list of `NAME=value`."""
    if isinstance(node, Row):
        row = as_row(node, single, "NAME=value")
        pairs = (_pair(text_of(item), item) for item in row.items)
        return Table(tuple({key.name: key for key in pairs}.values()), node.place)
    if not isinstance(node, Table):
        raise MisshapenError("must be a mapping, or a list of `NAME=value`", node)
    kept = with_keys(node, (key for key in node.keys if isinstance(key.node, Text)))
    wrong = [key.node for key in node.keys if not isinstance(key.node, Text)]
    if wrong:
        raise MisshapenError("has a single value for each name", *wrong, kept=kept)
    return node


def _pair(text: str, item: Node) -> Key:
    name, sign, value = text.partition("=")
    return Key(name.strip(), Text(value, item.place, null=not sign), item.place)


def as_named(node: Node, told: str = "") -> Table:
    """Return names with tables: a list of names, or a mapping of names to what is said of them.

    `told` names what a bare name has: in `depends_on` the condition `service_started`.
    """
    if isinstance(node, Row):
        row = as_row(node, single, "name")
        keys = (Key(text_of(item), _named(item, told), item.place) for item in row.items)
        return Table(tuple({key.name: key for key in keys}.values()), node.place)
    if not isinstance(node, Table):
        raise MisshapenError("must be a list of names (write `- name`), or a mapping", node)
    named = [
        replace(key, node=Table((), key.place)) if is_null(key.node) and not key.node.tag else key
        for key in node.keys
    ]
    kept = with_keys(node, (k for k in named if isinstance(k.node, Table) or k.node.tag))
    wrong = [k.node for k in named if not isinstance(k.node, Table) and not k.node.tag]
    if wrong:
        raise MisshapenError("has a mapping for each name", *wrong, kept=kept)
    return kept


def _named(item: Node, told: str) -> Table:
    name, _, value = told.partition("=")
    keys = (Key(name, Text(value, item.place), item.place),) if told else ()
    return Table(keys, item.place)
