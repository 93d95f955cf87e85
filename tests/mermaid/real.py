"""What the real Mermaid understands of a text, and what a graph means, in the same terms.

`understood(text) == meant(graph)` is the check.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.validity import is_sequence
from pytest_etl_diagram.mermaid.writing import OPEN_BOXES
from tests.mermaid.engine import MermaidError, ask
from tests.mermaid.real_sequences import UnderstoodSequence, meant_sequence, understood_sequence
from tests.mermaid.shown import (
    meant_lines,
    meant_node_lines,
    meant_title,
    understood_lines,
    understood_title,
)

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Graph

__all__ = ["MermaidError", "Understood", "UnderstoodSequence", "meant", "understood"]


@dataclass(frozen=True)
class Understood:
    """A flowchart: what Mermaid got from a text, or what it should get.

    Labels are tuples of drawn lines. `nodes` maps ids to (label, class, shape),
    `edges`    are (source, target, (stroke, arrow head, length), label), `groups` maps ids to
    (title, direction, ids directly inside).
    """

    title: str
    direction: str
    nodes: dict[str, tuple[tuple[str, ...], str, str]]
    edges: list[tuple[str, str, tuple[str, str, int], tuple[str, ...]]]
    groups: dict[str, tuple[tuple[str, ...], str, frozenset[str]]]
    undefined_classes: frozenset[str] = frozenset()


def understood(text: str) -> Understood | UnderstoodSequence:
    """Return what Mermaid understands of `text`; raise MermaidError if it refuses it."""
    found = ask(text)
    if "types" in found:
        return understood_sequence(found)
    nodes = {
        n["id"]: (understood_lines(n["text"]), " ".join(n["classes"]), n["type"])
        for n in found["nodes"]
    }
    return Understood(
        title=understood_title(found["title"]),
        direction=found["direction"],
        nodes=nodes,
        edges=sorted(
            (
                e["start"],
                e["end"],
                (e["stroke"], e["type"], e["length"]),
                understood_lines(e["text"]),
            )
            for e in found["edges"]
        ),
        groups={
            g["id"]: (understood_lines(g["title"]), g.get("dir") or "", frozenset(g["nodes"]))
            for g in found["groups"]
        },
        undefined_classes=frozenset(role for _, role, _ in nodes.values()) - set(found["classes"]),
    )


_SHAPES = {
    "schedule": "stadium",
    "asset": "cylinder",
    "unknown": "hexagon",
    "start": "stadium",
    "outcome": "stadium",
    "decision": "diamond",
    "handler": "lean_right",
    "guard": "subroutine",
    "retry": "diamond",
    "wait": "round",
    "loop": "hexagon",
    "fork": "trapezoid",
    "note": "odd",
    "interface": "round",
    "store": "cylinder",
    "config": "lean_right",
    "dag": "hexagon",
    "job": "subroutine",
    "gateway": "stadium",
    "pipeline": "hexagon",
    "stream": "hexagon",
    "part": "subroutine",
    "elsewhere": "round",
}
_LOOKS = {
    "depends": ("normal", "arrow_point", 1),
    "conditional": ("dotted", "arrow_point", 1),
    "triggers": ("thick", "arrow_point", 1),
    "raises": ("normal", "arrow_cross", 1),
    "repeats": ("normal", "arrow_point", 2),
    "data": ("thick", "arrow_point", 2),
    "implements": ("dotted", "arrow_point", 2),
    "holds": ("normal", "arrow_circle", 1),
    "configures": ("dotted", "arrow_open", 1),
    "uses": ("dotted", "arrow_circle", 1),
    "connects": ("thick", "arrow_circle", 1),
    "routes": ("normal", "double_arrow_point", 1),
    "monitors": ("dotted", "double_arrow_point", 1),
}
_INSIDE = {"TD": "TB"}


def meant(graph: Graph) -> Understood | UnderstoodSequence:
    """Return what Mermaid should understand of the drawing of `graph`."""
    if is_sequence(graph):
        return meant_sequence(graph)
    children = [(group.parent, group.id) for group in graph.groups]
    children += [(node.group, node.id) for node in graph.nodes]
    direction = _INSIDE.get(graph.direction, graph.direction)
    return Understood(
        title=meant_title(graph.kind, graph.title),
        direction=direction,
        nodes={
            n.id: (meant_node_lines(n.name, n.facts), n.role, _SHAPES.get(n.role, "square"))
            for n in graph.nodes
        },
        edges=sorted(
            (e.source, e.target, _LOOKS[e.kind], meant_lines(e.label)) for e in graph.edges
        ),
        groups={
            group.id: (
                meant_lines(group.name),
                "" if graph.kind in OPEN_BOXES else direction,
                frozenset(child for parent, child in children if parent == group.id),
            )
            for group in graph.groups
        },
    )
