"""Comparing two drawings of boxes and ties: boxes that came, went and stay, then the ties."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.facts import fact_drifts
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.networks.followers import without_followers
from pytest_etl_diagram.drift.networks.handed import (
    handed_drifts,
    handed_over,
    without_handed,
)
from pytest_etl_diagram.drift.networks.sides import sides
from pytest_etl_diagram.drift.networks.ties import tie_drifts
from pytest_etl_diagram.drift.notation import stage_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.drift.networks.handed import Handed
    from pytest_etl_diagram.drift.networks.network import Network
    from pytest_etl_diagram.drift.networks.sides import Side
    from pytest_etl_diagram.model import Drift, Graph, Node


def network_drifts(
    old: Graph, new: Graph, declared: NodePairs, network: Network
) -> Iterator[Drift]:
    """Yield what changed between two drawings."""
    pairing = network.paired(old, new, declared)
    was, is_now = sides(old, new, pairing, network)
    for side in (was, is_now):
        for node in side.alone:
            yield _whole_drift(node, side, network, added=side is is_now)
    kept = [pair for pair in pairing.pairs if not network.turned(*pair)]
    handed = handed_over(kept)
    for before, after in kept:
        if before != after:
            for drift in _kept_drifts(before, after, network, (old, new), handed):
                yield replace(drift, nodes=(*drift.nodes, *is_now.nearest_kept(after)))
    ties = list(tie_drifts(was, is_now, network))
    yield from ties
    yield from handed_drifts(handed, ties, new)


def _whole_drift(node: Node, side: Side, network: Network, *, added: bool) -> Drift:
    """Return the drift of a box that only one drawing has, with all its ties."""
    graph = side.graph
    edges = [edge for edge in graph.edges if node.id in (edge.source, edge.target)]
    text = stage_text(network.described(node) + network.ties(node, edges, graph), node, edges)
    rules = network.node_rules(node)
    return found(
        rules.added if added else rules.removed,
        node.name,
        before="" if added else text,
        after=text if added else "",
        nodes=(node.id, *side.nearest_kept(node)),
        downstream=downstream(graph, node.id),
    )


def _kept_drifts(
    old: Node,
    new: Node,
    network: Network,
    graphs: tuple[Graph, Graph],
    handed: tuple[Handed, ...],
) -> Iterator[Drift]:
    """Yield the drifts of a box in both drawings, but for its ties.

    Role and group of one that was replaced follow from that.
    """
    reach = downstream(graphs[1], new.id)
    areas = _areas(old, new, graphs)
    another = network.replaced(old, new)
    for rule_id, word, before, after in (
        (network.node_rules(new).changed, "name", old.name, new.name),
        ("" if another else network.moved, "area", *areas),
        ("" if another else "role-changed", "role", old.role, new.role),
    ):
        if before != after and rule_id:
            texts = (f"{word}: {before}", f"{word}: {after}")
            yield found(rule_id, new.name, *texts, nodes=(new.id,), downstream=reach)
    rest = without_handed(*without_followers(old, new), handed)
    yield from fact_drifts(*rest, reach, network.table(new))


def _areas(old: Node, new: Node, graphs: tuple[Graph, Graph]) -> tuple[str, str]:
    """Return where a box stood and stands, by name where the names differ."""
    was, is_now = (_area(node, graph) for node, graph in zip((old, new), graphs, strict=True))
    by_id = old.group == new.group or was == is_now
    return (old.group, new.group) if by_id else (was, is_now)


def _area(node: Node, graph: Graph) -> str:
    """Return the name of the group that a box stands in."""
    return next((group.name for group in graph.groups if group.id == node.group), "none")
