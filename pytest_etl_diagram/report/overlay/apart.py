"""Two drawings that can't be laid over each other: a flowchart and a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.validity import is_sequence
from pytest_etl_diagram.model import Edge, Node
from pytest_etl_diagram.report.overlay.boxes import short_name
from pytest_etl_diagram.report.overlay.chart_writing import written
from pytest_etl_diagram.report.overlay.merging import GONE, NOW, Arrow, Box, Merged, title_of
from pytest_etl_diagram.report.overlay.states import CAME, CHANGED, WENT, signed

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Graph


def apart(old: Graph, new: Graph) -> str:
    """Return a drawing that says what was drawn, and that it is something else now."""
    was = _box(old, WENT, f"{GONE}drawing")
    is_now = _box(new, CAME, f"{NOW}drawing")
    arrow = Arrow(CHANGED, Edge(was.node.id, is_now.node.id, label=signed(CHANGED, "drawn as")))
    return written(Merged(new.kind, title_of(old, new), "LR", (), (was, is_now), (arrow,)))


def _box(graph: Graph, state: str, identifier: str) -> Box:
    shape = "sequence" if is_sequence(graph) else "flowchart"
    facts = (
        ("kind", short_name(graph.kind)),
        ("drawn as", shape),
        ("participants" if shape == "sequence" else "boxes", str(len(graph.nodes))),
    )
    return Box(state, Node(identifier, signed(state, short_name(graph.title)), facts=facts))
