"""What a box says: as much of a node as its state makes worth reading.

One that stayed says what it is, one that changed what is different as well, one that came or
went everything. Nodes are returned, with the words to show as their names and facts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.report.change import setting
from pytest_etl_diagram.report.overlay.states import CHANGED, signed, turned
from pytest_etl_diagram.report.words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.model import Fact, Node

LONGEST_NAME = 80
"""A name of more characters is cut in the middle."""

MOST_FACTS = 10
"""A box shows so many facts and counts the others."""

_OPERATOR = "operator"


def short_name(name: str) -> str:
    """Return a name, safe to print and not too long."""
    return shortened(name, LONGEST_NAME)


def differ(before: Node, after: Node) -> bool:
    """Tell whether two nodes differ in what a box says: in more than id, group and order."""
    was, is_now = ((node.name, node.role, dict(node.facts)) for node in (before, after))
    return was != is_now


def kept_box(node: Node) -> Node:
    """Return what is shown of a node that is as it was."""
    return _shown(node, short_name(node.name), _head(node))


def whole_box(node: Node, state: str) -> Node:
    """Return what is shown of a node that came or went."""
    facts = ((name, shortened(value)) for name, value in node.facts)
    return _shown(node, signed(state, short_name(node.name)), facts)


def changed_box(before: Node, after: Node, kind: str, groups: tuple[str, str] = ("", "")) -> Node:
    """Return what is shown of a node that changed.

    `kind` is that of the drawing; `groups` are the names of the groups it was and is in.
    """
    was, is_now = dict(before.facts), dict(after.facts)
    changes = [
        (name, setting(name, was.get(name), is_now.get(name), kind))
        for name in dict.fromkeys((*was, *is_now))
        if was.get(name) != is_now.get(name)
    ]
    for what, (one, other) in (("role", (before.role, after.role)), ("group", groups)):
        if one != other:
            changes.append((what, turned(short_name(one), short_name(other))))
    changed = {name for name, _ in changes}
    kept = [fact for fact in _head(after) if fact[0] not in changed]
    ordered = sorted((*kept, *changes), key=lambda fact: fact[0] not in (_OPERATOR, after.name))
    name = signed(CHANGED, turned(short_name(before.name), short_name(after.name)))
    return _shown(after, name, ordered)


def _head(node: Node) -> tuple[Fact, ...]:
    """Return the fact that says what a node is: its operator, or the one called like it."""
    return tuple(
        (name, shortened(value)) for name, value in node.facts[:1] if name in (_OPERATOR, node.name)
    )


def _shown(node: Node, name: str, facts: Iterable[Fact]) -> Node:
    """Return a node with other words; a first fact called like the node still stands for it."""
    told = [(name if key == node.name else short_name(key), value) for key, value in facts]
    if len(told) > MOST_FACTS:
        told[MOST_FACTS:] = [("\u2026", f"{len(told) - MOST_FACTS} more")]
    return replace(node, name=name, facts=tuple(told))
