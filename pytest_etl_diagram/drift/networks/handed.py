"""What one box had and another one has now: the id of a connection that leads elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.members import members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.model import Drift, Graph, Node

_FACT = "connections"
"""The fact that lists the ids of connections that lead to a box."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The id `name` of a connection that led to the box `left`, and leads to the box `taker`."""

    name: str
    left: Node
    taker: Node


def handed_over(pairs: Iterable[tuple[Node, Node]]) -> tuple[Handed, ...]:
    """Return the ids that went from one box to another one, of boxes before and after."""
    lost: dict[str, list[Node]] = {}
    gained: dict[str, list[Node]] = {}
    for before, after in pairs:
        was, is_now = (set(members(node.fact(_FACT))) for node in (before, after))
        for name in was ^ is_now:
            (lost if name in was else gained).setdefault(name, []).append(after)
    return tuple(
        Handed(name, lost[name][0], gained[name][0])
        for name in sorted(lost.keys() & gained.keys())
        if len(lost[name]) == len(gained[name]) == 1
    )


def without_handed(old: Node, new: Node, handed: Iterable[Handed]) -> tuple[Node, Node]:
    """Return a box before and after without the ids, where nothing but these differs in them."""
    names = {each.name for each in handed}
    was, is_now = (set(members(node.fact(_FACT))) for node in (old, new))
    return (_without(old), _without(new)) if was ^ is_now <= names else (old, new)


def _without(node: Node) -> Node:
    return replace(node, facts=tuple(fact for fact in node.facts if fact[0] != _FACT))


def handed_drifts(handed: Iterable[Handed], told: Iterable[Drift], new: Graph) -> Iterator[Drift]:
    """Yield a drift for every id, unless one of those `told` of ties says the same."""
    ends = [set(drift.nodes) for drift in told if drift.rule == "connection-changed"]
    for each in handed:
        nodes = (each.taker.id, each.left.id)
        if not any(said.issuperset(nodes) for said in ends):
            place = f"{each.taker.id}#{_FACT}"
            yield found(
                "connection-changed",
                each.name,
                f"connects to: {each.left.name}",
                f"connects to: {each.taker.name}",
                nodes=nodes,
                downstream=downstream(new, each.taker.id),
                places=(f"{place} {each.name}", place),
            )
