"""Which nodes of a graph a change of another one reaches, by kind of drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.node_rules import PIPELINES, STEPS
from pytest_etl_diagram.model import ROLES, Edge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_etl_diagram.model import Graph

Following = dict[str, list[str]]
"""The ids of the nodes that each node leads on to."""


def targets(edges: Iterable[Edge]) -> Following:
    """Return the ids of the nodes that each node has an edge to."""
    following: Following = {}
    for edge in edges:
        following.setdefault(edge.source, []).append(edge.target)
    return following


def along_all_edges(graph: Graph) -> Following:
    """Follow every edge: in a workflow each says what waits for what."""
    return targets(graph.edges)


def along_the_flow(graph: Graph) -> Following:
    """Follow what runs next when nothing fails, and no way back.

    The way back of a loop leads to what follows the loop: the edges of its head
    but for those into its body.
    """
    flow = [edge for edge in graph.edges if edge.kind not in ("repeats", "raises")]
    following = targets(flow)
    loops = {node.id for node in graph.nodes if node.role == "loop"}
    back = targets(edge for edge in graph.edges if edge.kind == "repeats" and edge.target in loops)
    ends: dict[str, list[str]] = {}
    for source, heads in back.items():
        for head in heads:
            ends.setdefault(head, []).append(source)
    backward = targets(turned(flow)) if ends else {}
    for head, sources in ends.items():
        body = _reached(backward, sources, head)
        behind = [target for target in following.get(head, ()) if target not in body]
        for source in sources:
            following.setdefault(source, []).extend(behind)
    return following


def along_the_data(graph: Graph) -> Following:
    """Follow data and settings to who takes them, classes to what is derived from them."""
    return targets(
        (
            *(edge for edge in graph.edges if edge.kind in ("data", "configures")),
            *turned(edge for edge in graph.edges if edge.kind == "implements"),
        )
    )


def to_who_needs_it(graph: Graph) -> Following:
    """Follow what is deployed to who waits for it, connects to it, or is configured by it.

    A way in needs what it leads to. Who only watches is not concerned.
    """
    return targets(
        (
            *(
                edge
                for edge in graph.edges
                if edge.kind in ("depends", "conditional", "configures")
            ),
            *turned(edge for edge in graph.edges if edge.kind in ("connects", "uses", "routes")),
        )
    )


def turned(edges: Iterable[Edge]) -> list[Edge]:
    """Return edges the other way round."""
    return [Edge(edge.target, edge.source, edge.kind, edge.label) for edge in edges]


def _reached(following: Following, starts: Iterable[str], stop: str) -> set[str]:
    found: set[str] = set()
    rest = list(starts)
    while rest:
        here = rest.pop()
        if here not in found and here != stop:
            found.add(here)
            rest.extend(following.get(here, ()))
    return found


@dataclass(frozen=True, slots=True)
class Reach:
    """What a change reaches in one kind of drawing: along which edges, and whom to name.

    `named` are sorts of nodes; None names all.
    """

    following: Callable[[Graph], Following] = along_all_edges
    named: frozenset[str] | None = None


REACHES = {
    "activity": Reach(along_the_flow, STEPS),
    "architecture": Reach(along_the_data),
    "deployment": Reach(to_who_needs_it, frozenset(ROLES) - {"config"}),
    "lineage": Reach(along_all_edges, PIPELINES),
}
"""The kinds of drawing in which not every edge leads on, or not every node is a stage."""
