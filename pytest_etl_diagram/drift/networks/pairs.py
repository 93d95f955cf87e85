"""Which box of one drawing is which of another, where the name doesn't say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.pairing import add_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Graph, Node

    Ties = frozenset[tuple[str, str, str, bool]]


def with_successors(
    pairing: Pairing, old: Graph, new: Graph, may_be_one: Callable[[Node, Node], bool]
) -> Pairing:
    """Pair boxes without a partner too where the one has all ties that only the other one had."""
    gone = _by_ties(pairing.removed, old, pairing.new_ids)
    come = _by_ties(pairing.added, new, {node.id: node.id for node in new.nodes})
    both = [(node, come[ties]) for ties, node in gone.items() if ties in come]
    return add_pairs(pairing, [pair for pair in both if may_be_one(*pair)])


def _by_ties(nodes: Iterable[Node], graph: Graph, ids: Mapping[str, str]) -> dict[Ties, Node]:
    """Return the boxes by their ties, without those that have none or share all of them."""
    found: dict[Ties, list[Node]] = {}
    for node in nodes:
        found.setdefault(frozenset(_ties(node, graph, ids)), []).append(node)
    return {ties: same[0] for ties, same in found.items() if ties and len(same) == 1}


def _ties(node: Node, graph: Graph, ids: Mapping[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield the ties of a box: kind, label, the box at the other end, whether it comes from it."""
    for edge in graph.edges:
        if edge.source == node.id:
            yield edge.kind, edge.label, ids.get(edge.target, f"-{edge.target}"), False
        if edge.target == node.id:
            yield edge.kind, edge.label, ids.get(edge.source, f"-{edge.source}"), True
