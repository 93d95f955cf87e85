"""Steps that now run at another place: one moved step is one change, whatever edges it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.sides import differing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

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
    also edges between others have their counterpart again. A step takes what is
    inside of it along.
    """
    moved: list[str] = []
    left_out: frozenset[str] = frozenset()
    rest = differing(was, is_now)
    while len(moved) < MOST_MOVES and 0 < sum(map(len, rest)) <= MOST_EDGES:
        found = _best_move(was, is_now, left_out, rest)
        if found is None:
            break
        moved.append(found[0])
        left_out |= unit(was, is_now, found[0])
        rest = found[1]
    return tuple(moved), rest


def unit(was: Side, is_now: Side, node: str) -> frozenset[str]:
    """Return a node of both graphs with what is inside of it in both."""
    return frozenset((node, *(was.inside(node) & is_now.inside(node))))


def _best_move(
    was: Side, is_now: Side, left_out: frozenset[str], rest: Differing
) -> tuple[str, Differing] | None:
    """Return the node whose move explains most edges, checks first, and what is left without it."""
    tried = []
    for node in sorted(_movable(was, is_now, rest)):
        whole = unit(was, is_now, node)
        left = differing(was, is_now, left_out | whole)
        if _closes_up(whole, rest, left):
            size = sum(map(len, left))
            tried.append(((size, is_now.role(node) != "validate", node), left))
    if not tried:
        return None
    (_, _, node), left = min(tried)
    return node, left


def _movable(was: Side, is_now: Side, rest: Differing) -> Iterator[str]:
    """Yield the nodes that edges of both graphs lead to, and from, which differ."""
    lost_to, gained_to = ({tie.target for tie in ties} for ties in rest)
    for node in lost_to & gained_to:
        whole = unit(was, is_now, node)
        outward = _leave(rest[0], whole) and _leave(rest[1], whole)
        if outward and is_now.role(node) not in _FIXED:
            yield node


def _leave(ties: Iterable[Tie], whole: Collection[str]) -> bool:
    return any(tie.source in whole and tie.target not in whole for tie in ties)


def _closes_up(whole: Collection[str], rest: Differing, left: Differing) -> bool:
    """Tell whether others stand together again without a node, or nothing is left to explain."""
    others = [
        {tie for tie in (*lost, *gained) if not {tie.source, tie.target} & set(whole)}
        for lost, gained in (rest, left)
    ]
    return not others[1] or len(others[1]) < len(others[0])
