"""Steps that now run at another place: one moved step is one change, whatever edges it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.sides import differing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.drift.activities.sides import Side, Tie

MOST_MOVES = 12
"""More steps than these aren't looked for: the rest is told edge by edge."""

MOST_EDGES = 200
"""With more edges that differ there is nothing to be seen any more."""

_FIXED = frozenset({"start", "outcome", "handler", "fork", "guard"})
"""Roles of what stays where it is: its surroundings are what moves."""

Differing = tuple[tuple["Tie", ...], tuple["Tie", ...]]


def moved_nodes(was: Side, is_now: Side) -> tuple[tuple[str, ...], Differing]:
    """Return the nodes that moved, and the edges that differ besides.

    A node has moved when it was taken out of one place and put into another:
    edges that differ lead to it and from it in both graphs, and with it left out
    also edges between others have their counterpart again.
    """
    moved: list[str] = []
    rest = differing(was, is_now)
    while len(moved) < MOST_MOVES and 0 < sum(map(len, rest)) <= MOST_EDGES:
        found = _best_move(was, is_now, moved, rest)
        if found is None:
            break
        moved.append(found[0])
        rest = found[1]
    return tuple(moved), rest


def _best_move(
    was: Side, is_now: Side, moved: Iterable[str], rest: Differing
) -> tuple[str, Differing] | None:
    """Return the node whose move explains most edges, checks first, and what is left without it."""
    tried = []
    for node in sorted(_movable(is_now, rest)):
        left = differing(was, is_now, frozenset((*moved, node)))
        if _closes_up(node, rest, left):
            size = sum(map(len, left))
            tried.append(((size, is_now.role(node) != "validate", node), left))
    if not tried:
        return None
    (_, _, node), left = min(tried)
    return node, left


def _movable(is_now: Side, rest: Differing) -> set[str]:
    """Return the nodes that edges of both graphs lead to, and from, which differ."""
    lost, gained = rest
    ends = [
        {getattr(tie, end) for tie in ties}
        for ties in (lost, gained)
        for end in ("source", "target")
    ]
    return {node for node in set.intersection(*ends) if is_now.role(node) not in _FIXED}


def _closes_up(node: str, rest: Differing, left: Differing) -> bool:
    """Tell whether others stand together again without a node, or nothing is left to explain."""
    others = [
        {tie for tie in (*lost, *gained) if node not in (tie.source, tie.target)}
        for lost, gained in (rest, left)
    ]
    return not others[1] or len(others[1]) < len(others[0])
