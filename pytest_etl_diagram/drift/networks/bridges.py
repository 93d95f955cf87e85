"""Ties that only close the gap of a box that is gone, or that a new box stands in the way of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.networks.sides import Side
    from pytest_etl_diagram.model import Edge

_ORDER = frozenset({"depends", "conditional", "triggers"})
"""Kinds of ties that say what comes after what."""


def bridges(side: Side, other: Side) -> frozenset[Edge]:
    """Return the ties of one side that stand for a way through boxes the other has alone.

    In `a → x → b` without `x` the tie `a → b` is no other change where `b` waits for the same of
    `a` as it did of `x`.
    """
    same = set(other.edges)
    return frozenset(
        edge
        for edge in side.kept()
        if edge.kind in _ORDER and edge not in same and _is_way(edge, other)
    )


def _is_way(edge: Edge, side: Side) -> bool:
    alone = {side.ids[node.id] for node in side.alone}
    ahead = [each for each in side.edges if each.kind in _ORDER]
    seen: set[str] = set()
    rest = [edge.source]
    while rest:
        here = rest.pop()
        for tie in ahead:
            if tie.source == here and tie.target in alone and tie.target not in seen:
                seen.add(tie.target)
                rest.append(tie.target)
    last = (edge.target, edge.kind, edge.label)
    return any(tie.source in seen and (tie.target, tie.kind, tie.label) == last for tie in ahead)
