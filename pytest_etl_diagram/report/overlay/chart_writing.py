"""A merged flowchart as Mermaid text: one box a line, one arrow a line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.labels import node_label, text_label
from pytest_etl_diagram.mermaid.theme import ARROWS, LOOKS
from pytest_etl_diagram.mermaid.titles import accessible_title
from pytest_etl_diagram.report.overlay.states import LEFT_OUT, LEFT_OUT_STYLE, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.report.overlay.merging import Area, Arrow, Box, Merged

_INDENT = "    "


def written(chart: Merged) -> str:
    """Return the text of a drawing, ending in a newline."""
    lines = (
        f"accTitle: {accessible_title(chart.kind, chart.title)}".rstrip(" "),
        *_boxes(chart),
        *(_arrow_line(arrow) for arrow in chart.arrows),
        *(f"classDef {state} {look.box}" for state, look in STATES.items()),
        f"classDef {LEFT_OUT} {LEFT_OUT_STYLE}",
        *_area_styles(chart),
        *_arrow_styles(chart),
    )
    return "\n".join((f"flowchart {chart.direction}", *(_INDENT + line for line in lines), ""))


def _boxes(chart: Merged) -> Iterator[str]:
    """Yield the lines of boxes and groups.

    No group has a direction of its own: with one, an arrow from outside would end at the
    group's border, and not say any more which of its boxes it came to or went from.
    """
    boxes: defaultdict[str, list[Box]] = defaultdict(list)
    for box in chart.boxes:
        boxes[box.node.group].append(box)
    areas: defaultdict[str, list[Area]] = defaultdict(list)
    for area in chart.areas:
        areas[area.group.parent].append(area)

    def inside(group: str) -> Iterator[str]:
        yield from (_box_line(box) for box in boxes[group])
        for area in areas[group]:
            yield f'subgraph {area.group.id}["{text_label(area.group.name)}"]'
            yield from (_INDENT + line for line in inside(area.group.id))
            yield "end"

    return inside("")


def _box_line(box: Box) -> str:
    look, node = LOOKS[box.node.role], box.node
    label = node_label(node.name, node.facts)
    return f'{node.id}{look.opening}"{label}"{look.closing}:::{box.state}'


def _arrow_line(arrow: Arrow) -> str:
    edge = arrow.edge
    label = f'|"{text_label(edge.label)}"|' if edge.label else ""
    return f"{edge.source} {STATES[arrow.state].arrow or ARROWS[edge.kind]}{label} {edge.target}"


def _arrow_styles(chart: Merged) -> Iterator[str]:
    for state, look in STATES.items():
        places = [str(at) for at, arrow in enumerate(chart.arrows) if arrow.state == state]
        if places:
            yield f"linkStyle {','.join(places)} {look.line}"


def _area_styles(chart: Merged) -> Iterator[str]:
    for state, look in STATES.items():
        groups = [area.group.id for area in chart.areas if area.state == state]
        if groups:
            yield f"classDef {state}Group {look.area}"
            yield f"class {','.join(groups)} {state}Group"
