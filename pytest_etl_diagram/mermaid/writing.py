"""A graph as Mermaid text; as a flowchart: one node a line, one edge a line, sorted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.labels import node_label, text_label
from pytest_etl_diagram.mermaid.sequence_writing import sequence_diagram
from pytest_etl_diagram.mermaid.theme import (
    ARROWS,
    DIRECTIONS,
    LOOKS,
    SPLIT_LOOKS,
    class_definitions,
)
from pytest_etl_diagram.mermaid.titles import accessible_title
from pytest_etl_diagram.mermaid.validity import check, is_sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.model import Edge, Graph, Group, Node

_INDENT = "    "
OPEN_BOXES = frozenset(("activity", "pipeline", "deployment", "lineage"))
"""Kinds whose subgraphs have no direction of their own.

With one, Mermaid 11 lets an edge from outside end at the subgraph's border: it
doesn't show any more which decision a `Yes` comes from, or which service of an
area it is that connects to the database. A subgraph without edges to its outside
turns its direction round, which is the lesser harm: nothing is misread.
"""
_ALL_LOOKS = LOOKS | SPLIT_LOOKS


def write(graph: Graph) -> str:
    """Return `graph` as one Mermaid drawing, whatever its size, ending in a newline.

    `read` gives the same graph back. Raises ValueError for a graph that can't
    be drawn: an edge to a node that isn't there, a role outside `model.ROLES`.
    """
    check(graph, LOOKS)
    return sequence_diagram(graph) if is_sequence(graph) else flowchart(graph)


def flowchart(graph: Graph) -> str:
    """Return the text of a graph known to be drawable, with the roles of split drawings too."""
    roles = {node.role for node in graph.nodes}
    lines = (
        f"accTitle: {accessible_title(graph.kind, graph.title)}".rstrip(" "),
        *_boxes(graph),
        *(edge_line(edge) for edge in graph.edges),
        *class_definitions(graph.kind, roles),
    )
    return "\n".join((f"flowchart {graph.direction}", *(_INDENT + line for line in lines), ""))


def node_line(node: Node) -> str:
    """Return a node's line: id, label in the brackets of its role, class."""
    look = _ALL_LOOKS[node.role]
    label = node_label(node.name, node.facts)
    return f'{node.id}{look.opening}"{label}"{look.closing}:::{node.role}'


def edge_line(edge: Edge) -> str:
    """Return an edge's line: source, arrow of its kind, label if there is one, target."""
    label = f'|"{text_label(edge.label)}"|' if edge.label else ""
    return f"{edge.source} {ARROWS[edge.kind]}{label} {edge.target}"


def _boxes(graph: Graph) -> Iterator[str]:
    nodes: defaultdict[str, list[Node]] = defaultdict(list)
    for node in graph.nodes:
        nodes[node.group].append(node)
    groups: defaultdict[str, list[Group]] = defaultdict(list)
    for group in graph.groups:
        groups[group.parent].append(group)

    def inside(group: str) -> Iterator[str]:
        yield from (node_line(node) for node in nodes[group])
        for child in groups[group]:
            yield f'subgraph {child.id}["{text_label(child.name)}"]'
            if graph.kind not in OPEN_BOXES:
                yield f"{_INDENT}direction {DIRECTIONS[graph.direction]}"
            yield from (_INDENT + line for line in inside(child.id))
            yield "end"

    return inside("")
