"""Comparing two drawings of boxes and ties: boxes that came, went and stay, then the ties."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.facts import fact_drifts
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.networks.followers import without_followers
from pytest_etl_diagram.drift.networks.sides import sides
from pytest_etl_diagram.drift.networks.ties import tie_drifts
from pytest_etl_diagram.drift.notation import stage_text
from pytest_etl_diagram.drift.stages import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.networks.network import Network
    from pytest_etl_diagram.drift.networks.sides import Side
    from pytest_etl_diagram.model import Drift, Graph, Node


def network_drifts(old: Graph, new: Graph, network: Network) -> Iterator[Drift]:
    """Yield what changed between two drawings."""
    pairing = network.paired(old, new)
    was, is_now = sides(old, new, pairing, network)
    for side in (was, is_now):
        for node in side.alone:
            yield _whole_drift(node, side, network, added=side is is_now)
    for before, after in pairing.pairs:
        if before != after and not network.turned(before, after):
            for drift in _kept_drifts(before, after, network, new):
                yield replace(drift, nodes=(*drift.nodes, *is_now.nearest_kept(after)))
    yield from tie_drifts(was, is_now, network)


def _whole_drift(node: Node, side: Side, network: Network, *, added: bool) -> Drift:
    """Return the drift of a box that only one drawing has, with all its ties."""
    graph = side.graph
    names = {each.id: each.name for each in graph.nodes}
    edges = [edge for edge in graph.edges if node.id in (edge.source, edge.target)]
    others = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
    tied = [names[end] for end in others if end != node.id]
    headline = network.described(node) + (f", tied to {listed(tied)}" if tied else "")
    text = stage_text(headline, node, edges)
    rules = network.node_rules(node)
    return found(
        rules.added if added else rules.removed,
        node.name,
        before="" if added else text,
        after=text if added else "",
        nodes=(node.id, *side.nearest_kept(node)),
        downstream=downstream(graph, node.id),
    )


def _kept_drifts(old: Node, new: Node, network: Network, graph: Graph) -> Iterator[Drift]:
    """Yield the drifts of a box in both drawings, but for its ties.

    Role and group of one that was replaced follow from that.
    """
    reach = downstream(graph, new.id)
    another = network.replaced(old, new)
    for rule_id, word, before, after in (
        (network.node_rules(new).changed, "name", old.name, new.name),
        ("" if another else network.moved, "area", old.group, new.group),
        ("" if another else "role-changed", "role", old.role, new.role),
    ):
        if before != after and rule_id:
            texts = (f"{word}: {before}", f"{word}: {after}")
            yield found(rule_id, new.name, *texts, nodes=(new.id,), downstream=reach)
    yield from fact_drifts(*without_followers(old, new), reach, network.table(new))
