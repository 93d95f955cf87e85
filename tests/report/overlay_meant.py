"""What an overlay should be understood as by Mermaid, in the terms of `tests.mermaid.real`."""

from __future__ import annotations

from pytest_etl_diagram.report.overlay.states import STATES
from tests.mermaid.real import _LOOKS, _SHAPES, Understood
from tests.mermaid.shown import meant_lines, meant_node_lines, meant_title

ARROWS = {"==>": ("thick", "arrow_point", 1), "-.-x": ("dotted", "arrow_cross", 1)}


def meant_chart(chart, direction: str) -> Understood:
    """Return what Mermaid should understand of a merged flowchart."""
    children = [(area.group.parent, area.group.id) for area in chart.areas]
    children += [(box.node.group, box.node.id) for box in chart.boxes]
    return Understood(
        title=meant_title(chart.kind, chart.title),
        direction={"TD": "TB"}.get(direction, direction),
        nodes={
            box.node.id: (
                meant_node_lines(box.node.name, box.node.facts),
                box.state,
                _SHAPES.get(box.node.role, "square"),
            )
            for box in chart.boxes
        },
        edges=sorted(
            (
                arrow.edge.source,
                arrow.edge.target,
                ARROWS.get(STATES[arrow.state].arrow) or _LOOKS[arrow.edge.kind],
                meant_lines(arrow.edge.label),
            )
            for arrow in chart.arrows
        ),
        groups={
            area.group.id: (
                meant_lines(area.group.name),
                "",
                frozenset(child for parent, child in children if parent == area.group.id),
            )
            for area in chart.areas
        },
    )
