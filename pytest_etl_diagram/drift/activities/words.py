"""Where a node of an activity stands, in words, and what is near it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.sides import LABELLED
from pytest_etl_diagram.drift.stages import listed, position

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from pytest_etl_diagram.drift.activities.sides import Side, Tie

_LOOKED_THROUGH = frozenset({"guard", "fork", "note"})
"""Roles of nodes that say nothing of a place."""

NEAREST = 4
"""So many neighbours are enough to find a line of code by."""


def place(side: Side, node: str, whole: Collection[str] = ()) -> str:
    """Say between what a node stands: ` between extract and x? (Yes)`, with a blank before it.

    `whole` are nodes that stand there together.
    """
    ties = [_beside(side, node, whole, forward=forward) for forward in (False, True)]
    before = sorted({_told(side, tie) for tie in ties[0]})
    after = sorted({side.nodes[tie.target].name for tie in ties[1]})
    return position(listed(before), listed(after))


def _told(side: Side, tie: Tie) -> str:
    node = side.nodes[tie.source]
    if node.role == "start":
        return "the start"
    return f"{node.name} ({tie.label})" if tie.label and node.role in LABELLED else node.name


def _beside(side: Side, node: str, whole: Collection[str], *, forward: bool) -> Iterator[Tie]:
    """Yield the ties to the next nodes that say something.

    What stands before a guard says nothing of its handlers: they follow all that is in it.
    """
    ahead, back = side.near
    ties, end = (ahead, "target") if forward else (back, "source")
    seen = {node}
    rest = list(ties.get(node, ()))
    while rest:
        tie = rest.pop(0)
        other: str = getattr(tie, end)
        if other in seen or tie.kind == "repeats" or (forward and tie.kind == "raises"):
            continue
        seen.add(other)
        if other not in whole and side.role(other) not in _LOOKED_THROUGH:
            yield tie
        elif tie.kind != "raises":
            rest.extend(ties.get(other, ()))


def nearest_kept(side: Side, node: str) -> tuple[str, ...]:
    """Return the ids of the nearest nodes that both graphs have, those before it first."""
    ahead, back = side.near
    before = _nearest(side, node, lambda here: [tie.source for tie in back.get(here, ())])
    after = _nearest(side, node, lambda here: [tie.target for tie in ahead.get(here, ())])
    return tuple(dict.fromkeys((*before, *after)))[:NEAREST]


def nearest_before(side: Side, node: str) -> tuple[str, ...]:
    """Return the nearest nodes before one that both graphs have."""
    return _nearest(side, node, lambda here: [tie.source for tie in side.back.get(here, ())])


def nearest_decision(side: Side, node: str) -> str:
    """Return the decision that led to a node, itself or the nearest before it; "" for none."""
    seen: set[str] = set()
    rest = [node]
    while rest:
        here = rest.pop(0)
        if side.role(here) == "decision":
            return here
        if here not in seen:
            seen.add(here)
            rest.extend(tie.source for tie in side.back.get(here, ()) if tie.kind != "raises")
    return ""


def _nearest(side: Side, node: str, beside: Callable[[str], list[str]]) -> tuple[str, ...]:
    """Return the first nodes that both graphs have on each way from one, `beside` by `beside`."""
    seen = {node}
    found: list[str] = []
    rest = beside(node)
    while rest:
        here = rest.pop(0)
        if here not in seen:
            seen.add(here)
            if here in side.alone:
                rest.extend(beside(here))
            else:
                found.append(here)
    return tuple(found)
