"""The overlay of two flowcharts: whole, or what changed with its neighbours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Node
from pytest_etl_diagram.report.overlay.chart_writing import written
from pytest_etl_diagram.report.overlay.merging import Box, merged
from pytest_etl_diagram.report.overlay.states import CAME, CHANGED, KEPT, LEFT_OUT, WENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.mermaid.parts import Limits
    from pytest_etl_diagram.model import Graph
    from pytest_etl_diagram.report.overlay.merging import Arrow, Merged

MOST_BOXES = 60
"""A drawing of more boxes shows only what changed, and at most so many neighbours of that."""

_REST = "x_rest"
_FIRST = (WENT, CHANGED, CAME)
"""The order in which boxes are kept where not all that changed can be drawn."""


def chart(old: Graph, new: Graph, declared: NodePairs, limits: Limits) -> str:
    """Return the text of the overlay of two graphs that are drawn as flowcharts."""
    whole = merged(old, new, declared)
    if len(whole.boxes) <= MOST_BOXES and (text := _fitting(whole, limits)):
        return text
    changed = _changed(whole)
    order = tuple(dict.fromkeys((*changed, *_beside(whole))))
    shown = len(changed) + MOST_BOXES
    while shown:
        if text := _fitting(_only(whole, frozenset(order[:shown])), limits):
            return text
        shown = shown * 3 // 4
    return written(_only(whole, frozenset()))


def _fitting(chart: Merged, limits: Limits) -> str:
    """Return the text of a drawing, "" if it is over the limits."""
    if len(chart.arrows) > limits.edges:
        return ""
    text = written(chart)
    return text if len(text.encode("utf-16-le")) // 2 <= limits.characters else ""


def _changed(whole: Merged) -> tuple[str, ...]:
    """Return the ids of boxes and groups that changed, the most telling first."""
    boxes = [box for state in _FIRST for box in whole.boxes if box.state == state]
    areas = (area.group.id for area in whole.areas if area.state != KEPT)
    return (*(box.node.id for box in boxes), *areas)


def _beside(whole: Merged) -> tuple[str, ...]:
    """Return the ends of the arrows that changed, then what is next to the boxes that did."""
    changed = {box.node.id for box in whole.boxes if box.state != KEPT}
    near = (arrow for arrow in whole.arrows if not changed.isdisjoint(_ends(arrow)))
    arrows = (*(arrow for arrow in whole.arrows if arrow.state != KEPT), *near)
    return tuple(dict.fromkeys(end for arrow in arrows for end in _ends(arrow)))


def _ends(arrow: Arrow) -> tuple[str, str]:
    return arrow.edge.source, arrow.edge.target


def _only(whole: Merged, shown: frozenset[str]) -> Merged:
    """Return the drawing of the boxes and groups `shown`, which says how much is left out."""
    boxes = tuple(box for box in whole.boxes if box.node.id in shown)
    around = {*_around(whole, (*(box.node.group for box in boxes), *shown))}
    part = replace(
        whole,
        areas=tuple(area for area in whole.areas if area.group.id in around),
        boxes=boxes,
        arrows=tuple(arrow for arrow in whole.arrows if shown.issuperset(_ends(arrow))),
    )
    left = tuple(_left_out(whole, part))
    rest = Box(LEFT_OUT, Node(_REST, "\u2026 not drawn", facts=left))
    return replace(part, boxes=(*boxes, rest)) if left else part


def _around(whole: Merged, areas: Iterable[str]) -> Iterator[str]:
    """Yield groups and all around them."""
    parents = {area.group.id: area.group.parent for area in whole.areas}
    for area in areas:
        here = area
        while here in parents:
            yield here
            here = parents[here]


def _left_out(whole: Merged, part: Merged) -> Iterator[tuple[str, str]]:
    """Yield how many parts of which sort a drawing doesn't have."""
    for name in ("boxes", "groups", "arrows"):
        every, shown = (_states(chart)[name] for chart in (whole, part))
        changed = sum(state != KEPT for state in every) - sum(state != KEPT for state in shown)
        unchanged = len(every) - len(shown) - changed
        for word, count in (("changed", changed), ("unchanged", unchanged)):
            if count and (name, word) not in _UNTOLD:
                yield f"{word} {name}", str(count)


_UNTOLD = (("groups", "unchanged"), ("arrows", "unchanged"))
"""What nobody misses."""


def _states(chart: Merged) -> dict[str, list[str]]:
    return {
        "boxes": [box.state for box in chart.boxes],
        "groups": [area.state for area in chart.areas],
        "arrows": [arrow.state for arrow in chart.arrows],
    }
