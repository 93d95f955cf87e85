"""Drift between two architectures: boxes that came and went, and the ties between those that stay.

The ties of one box that say the same of it (its bases, whom it works with, what
it reads) are one change. Which change is looked up by kind of edge and role of
its ends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.architectures.hidden import hidden, without_what_is_hidden
from pytest_etl_diagram.drift.architectures.relations import COLLABORATION
from pytest_etl_diagram.drift.architectures.ties import removed_id, sides, tie_drifts
from pytest_etl_diagram.drift.fact_tables import COMPONENT, STORE
from pytest_etl_diagram.drift.facts import fact_drifts
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.groups import group_pairs
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.node_rules import node_rules
from pytest_etl_diagram.drift.notation import stage_text
from pytest_etl_diagram.drift.pairing import pair
from pytest_etl_diagram.drift.stages import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_etl_diagram.drift.architectures.ties import Side
    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.model import Drift, Edge, Graph, Node

__all__ = ["architecture_drifts", "is_regrouped"]

NO_LAYER = "nothing"
"""What is written for a box that stands in no layer."""


def architecture_drifts(old: Graph, new: Graph, declared: NodePairs) -> Iterator[Drift]:
    """Yield what changed between two architectures."""
    pairing = pair(old, new, declared)
    was, is_now = sides(old, new, pairing)
    behind = hidden(pairing.pairs, was, is_now)
    was = replace(was, untold=was.untold | behind[0].behind())
    is_now = replace(is_now, untold=is_now.untold | behind[1].behind())
    yield from _whole_nodes(old, pairing.removed, was, added=False)
    yield from _whole_nodes(new, pairing.added, is_now, added=True)
    regrouped = is_regrouped(old, new)
    layers = {} if regrouped else group_pairs(old, new, pairing.pairs)
    if regrouped:
        yield found("layout-only", new.title, f"boxes: {_names(old)}", f"boxes: {_names(new)}")
    for before, after in pairing.pairs:
        seen = without_what_is_hidden(before, after, behind)
        placed = replace(seen, group=after.group) if regrouped else seen
        if placed != after:
            near = _near(after, new)
            for drift in _kept_drifts(placed, after, layers, (old, new)):
                yield replace(drift, nodes=(*drift.nodes, *near))
    yield from tie_drifts(was, is_now, new, pairing, behind)
    yield from _layer_drifts(old, new, layers)


def is_regrouped(old: Graph, new: Graph) -> bool:
    """Tell whether all boxes are others: an architecture that grew big is drawn by packages."""
    was, is_now = ({group.id for group in graph.groups} for graph in (old, new))
    return len(was) > 1 and bool(is_now) and not was & is_now


def _names(graph: Graph) -> str:
    return listed(group.name for group in graph.groups)


def _whole_nodes(
    graph: Graph, nodes: Iterable[Node], side: Side, *, added: bool
) -> Iterator[Drift]:
    """Yield the drifts of boxes that only one graph has, with all their ties."""
    names = {node.id: node.name for node in graph.nodes}
    for node in nodes:
        common = node.id if added else removed_id(node.id)
        if common in side.untold:
            continue
        edges = [edge for edge in graph.edges if node.id in (edge.source, edge.target)]
        others = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
        told = [names.get(end, end) for end in others if end != node.id]
        tied = f", tied to {listed(told)}" if told else ""
        text = stage_text(f"{node.role}{tied}", node, edges)
        rules = node_rules(graph.kind, node)
        yield found(
            rules.added if added else rules.removed,
            node.name,
            before="" if added else text,
            after=text if added else "",
            nodes=(node.id, *_nearest_kept(common, side)),
            downstream=downstream(graph, node.id),
        )


def _nearest_kept(box: str, side: Side) -> list[str]:
    """Return the boxes of both graphs that are tied to one, by way of others of this side alone.

    Who works with it comes first: its code says so.
    """
    found: list[str] = []
    seen = {box}
    rest = [box]
    while rest:
        here = rest.pop(0)
        edges = side.of(here)
        users = [edge for edge in edges if edge.target == here and _is_work(edge)]
        for edge in (*users, *edges):
            for end in (edge.source, edge.target):
                if end not in seen:
                    seen.add(end)
                    (rest if end in side.boxes else found).append(end)
    return found


def _is_work(edge: Edge) -> bool:
    return edge.kind in COLLABORATION.kinds


def _near(node: Node, graph: Graph) -> tuple[str, ...]:
    """Return what a box is tied to: a line of code for a box that has none of its own."""
    ends = (
        end for e in graph.edges if node.id in (e.source, e.target) for end in (e.source, e.target)
    )
    return tuple(dict.fromkeys(end for end in ends if end != node.id))


def _kept_drifts(
    old: Node, new: Node, layers: Mapping[str, str], graphs: tuple[Graph, Graph]
) -> Iterator[Drift]:
    """Yield the drifts of a box in both graphs, but for its ties.

    Layer and role of one in another file are worked out from that file, and the role of one
    in another layer from that.
    """
    graph = graphs[1]
    reach = downstream(graph, new.id)
    moved = old.fact("path") != new.fact("path")
    layer = layers.get(old.group, old.group)
    names = [{group.id: group.name for group in each.groups} for each in graphs]
    was, is_now = (
        of.get(group, NO_LAYER) for of, group in zip(names, (old.group, new.group), strict=True)
    )
    follows = moved or was != is_now or _turned(old, new)
    for rule_id, word, before, after in (
        (node_rules(graph.kind, new).changed, "name", old.name, new.name),
        ("" if moved or layer == new.group else "layer-changed", "layer", was, is_now),
        ("" if follows else "role-changed", "role", old.role, new.role),
    ):
        if before != after and rule_id:
            texts = (f"{word}: {before}", f"{word}: {after}")
            yield found(rule_id, new.name, *texts, nodes=(new.id,), downstream=reach)
    yield from fact_drifts(old, new, reach, STORE if new.role == "store" else COMPONENT)


def _turned(old: Node, new: Node) -> bool:
    """Tell whether a class became abstract, or no longer is: its abstract methods say so."""
    return "interface" in (old.role, new.role) and old.fact("abstract") != new.fact("abstract")


def _layer_drifts(old: Graph, new: Graph, layers: Mapping[str, str]) -> Iterator[Drift]:
    """Yield the drifts of layers with another name; one that is empty isn't drawn at all."""
    names = {group.id: group.name for group in new.groups}
    for group in old.groups:
        now = names.get(layers.get(group.id, ""), group.name)
        if now != group.name:
            inside = tuple(node.id for node in new.nodes if node.group == layers[group.id])
            yield found("layer-changed", now, f"layer: {group.name}", f"layer: {now}", nodes=inside)
