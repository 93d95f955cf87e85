"""Two drawings in common ids, each with the boxes that it has alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.drift.networks.network import Network
    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Edge, Graph, Node


@dataclass(frozen=True, slots=True)
class Side:
    """One drawing: its `edges` in ids of the new one.

    `alone` are the boxes that only this drawing has and that are told with all their ties;
    `ids` maps the ids of its own to the common ones. `turned` are the common ids of boxes that
    are deployed in one drawing only, and just named in the other.
    """

    graph: Graph
    edges: tuple[Edge, ...]
    alone: tuple[Node, ...]
    ids: Mapping[str, str]
    turned: frozenset[str] = frozenset()

    def nodes(self) -> dict[str, Node]:
        """Return the boxes by their common ids."""
        return {self.ids[node.id]: node for node in self.graph.nodes}

    def kept(self) -> tuple[Edge, ...]:
        """Return the edges that no box of one drawing alone takes along."""
        apart = {*self.turned, *(self.ids[node.id] for node in self.alone)}
        return tuple(e for e in self.edges if e.source not in apart and e.target not in apart)

    def nearest_kept(self, node: Node) -> tuple[str, ...]:
        """Return the boxes of both drawings tied to one, by way of others of this side alone.

        Those it leads to come first: a service that waited for it names it in its file.
        """
        alone = {self.ids[each.id] for each in self.alone}
        found: list[str] = []
        seen = {self.ids[node.id]}
        rest = [self.ids[node.id]]
        while rest:
            here = rest.pop(0)
            ahead = [edge.target for edge in self.edges if edge.source == here]
            behind = [edge.source for edge in self.edges if edge.target == here]
            for end in (*ahead, *behind):
                if end not in seen:
                    seen.add(end)
                    (rest if end in alone else found).append(end)
        return tuple(found)


def sides(old: Graph, new: Graph, pairing: Pairing, network: Network) -> tuple[Side, Side]:
    """Return both drawings in common ids; that of a box that is gone can't be mistaken."""
    gone = {node.id: f"-{node.id}" for node in pairing.removed}
    common = {**{node.id: node.id for node in old.nodes}, **pairing.new_ids, **gone}
    edges = tuple(
        replace(edge, source=common[edge.source], target=common[edge.target]) for edge in old.edges
    )
    turned = [pair for pair in pairing.pairs if network.turned(*pair)]
    ids = frozenset(after.id for _, after in turned)
    was = Side(old, edges, (), common, ids)
    is_now = Side(new, new.edges, (), {node.id: node.id for node in new.nodes}, ids)
    left = [before for before, after in turned if network.is_outside(after)]
    came = [after for _, after in turned if not network.is_outside(after)]
    return (
        replace(was, alone=(*_told(pairing.removed, was, is_now, network), *left)),
        replace(is_now, alone=(*_told(pairing.added, is_now, was, network), *came)),
    )


def _told(nodes: Iterable[Node], side: Side, other: Side, network: Network) -> tuple[Node, ...]:
    """Return the boxes that are told by themselves, and not by ties of others."""
    own = {_from(edge) for edge in {*side.edges} - {*other.edges}}
    others = {_from(edge) for edge in {*other.edges} - {*side.edges}}
    return tuple(
        node
        for node in nodes
        if not network.told_by_ties(node)
        and not network.told_by_others(node, other.graph)
        and not (network.is_outside(node) and _is_instead(node, side, own & others))
    )


def _is_instead(node: Node, side: Side, swapped: set[tuple[str, str, str]]) -> bool:
    """Tell whether something leads to a box that led to another one, or now does."""
    here = side.ids[node.id]
    return any(edge.target == here and _from(edge) in swapped for edge in side.edges)


def _from(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.kind, edge.label
