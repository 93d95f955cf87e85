"""The overview of a split graph: a box for every part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.parts import Limits, Lookup, Part, divide, fits, inside
from pytest_etl_diagram.mermaid.theme import PART
from pytest_etl_diagram.model import Edge, Graph, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_NAME = 80


def shortened(name: str) -> str:
    """Return a name as a box shows it that only points to another drawing."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def part_name(lookup: Lookup, part: Part) -> str:
    """Return what a part is called: its group's name, or which stages of a group it has."""
    name = shortened(lookup.groups[part.group].name) if part.group else ""
    if part.whole:
        return name
    stages = f"stages of {name}" if part.group else "stages without a group"
    return f"{stages}, part {part.bits}" if part.bits else stages


def overview(lookup: Lookup, parts: tuple[Part, ...], limits: Limits) -> tuple[Graph, ...]:
    """Return the drawings of an overview: one, unless there are too many parts.

    Arrows say that something in one part leads to something in another. They
    are left out where there are too many for a drawing.
    """
    graph = lookup.graph
    boxes = tuple(_boxes(lookup, parts))
    box_of = {n.id: box.id for part, box in zip(parts, boxes, strict=True) for n in part.nodes}
    edges = (Edge(box_of[edge.source], box_of[edge.target]) for edge in graph.edges)
    around = {group for box in boxes for group in lookup.around(box.group)}
    outline = replace(
        graph,
        groups=tuple(around),
        nodes=boxes,
        edges=tuple(edge for edge in edges if edge.source != edge.target),
    )
    if fits(outline, limits):
        return (outline,)
    bare = Lookup.of(replace(outline, edges=()))
    return tuple(inside(bare, piece) for piece in divide(bare, limits))


def _boxes(lookup: Lookup, parts: tuple[Part, ...]) -> Iterator[Node]:
    prefix = "p"
    while any(group.startswith(prefix) for group in lookup.groups):
        prefix += "p"
    for part in parts:
        around = lookup.groups[part.group].parent if part.whole else part.group
        yield Node(f"{prefix}{part.bits}_{part.group}", part_name(lookup, part), PART, around)
