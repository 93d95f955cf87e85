"""The drawing of a flow: start, what it does, its outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.activity.lowering import lower
from pytest_etl_diagram.diagrams.activity.naming import ids
from pytest_etl_diagram.diagrams.activity.scopes import END, Leaving, Spot, end
from pytest_etl_diagram.diagrams.activity.sketch import Sketch, Vertex
from pytest_etl_diagram.diagrams.ids import make_id
from pytest_etl_diagram.diagrams.steps import merged
from pytest_etl_diagram.masking import mask
from pytest_etl_diagram.model import Diagram, Edge, Graph, Group, Node

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tree import Flow
    from pytest_etl_diagram.model import Place

KIND = "activity"
_PREFIX = "x_"


def diagram(flow: Flow, *, notes: bool = False) -> Diagram:
    """Return the activity diagram of a flow; with `notes` the lines of its log are drawn, too."""
    sketch = Sketch(notes=notes)
    said = () if flow.started is None else tuple((name, flow.started) for name, _ in flow.trigger)
    start = Vertex(
        "start", flow.name, "start", facts=merged(flow.trigger), place=flow.place, said=said
    )
    sketch.place(start)
    lower(sketch, flow.body, Spot())
    if sketch.open:
        end(sketch, Leaving(END))
    names = _node_ids(sketch)
    graph = _graph(sketch, names, mask(flow.name))
    return Diagram(KIND, graph.title, flow.source, graph, _places(sketch, names, flow))


def _node_ids(sketch: Sketch) -> list[str]:
    """Return the vertices' ids; those of outcomes don't depend on what else there is."""
    ends = {n: make_id(_PREFIX, mask(sketch.vertices[n].key)) for n in sketch.outcomes.values()}
    others = {n: v for n, v in enumerate(sketch.vertices) if n not in ends}
    named = [(vertex.key, vertex.around) for vertex in others.values()]
    made = ids(_PREFIX, named, {*ends.values(), make_id(_PREFIX, END)})
    by_number = ends | dict(zip(others, made, strict=True))
    return [by_number[number] for number in range(len(sketch.vertices))]


def _graph(sketch: Sketch, names: list[str], title: str) -> Graph:
    boxes = ids("g_", [(box.name, box.around) for box in sketch.boxes])
    used = _used_boxes(sketch)
    return Graph(
        KIND,
        title,
        "TB",
        tuple(
            Group(own, mask(box.name), boxes[box.parent] if box.parent >= 0 else "")
            for number, (own, box) in enumerate(zip(boxes, sketch.boxes, strict=True))
            if number in used
        ),
        tuple(
            Node(own, mask(v.name), v.role, boxes[v.group] if v.group >= 0 else "", v.facts)
            for own, v in zip(names, sketch.vertices, strict=True)
        ),
        tuple(
            Edge(names[way.source], names[target.vertex], way.kind, mask(way.label))
            for way, target in sketch.edges
        ),
    )


def _used_boxes(sketch: Sketch) -> set[int]:
    """Return the boxes that hold a node: Mermaid draws an empty one as a node of its own."""
    used: set[int] = set()
    for vertex in sketch.vertices:
        number = vertex.group
        while number >= 0 and number not in used:
            used.add(number)
            number = sketch.boxes[number].parent
    return used


def _places(sketch: Sketch, names: list[str], flow: Flow) -> tuple[tuple[str, Place], ...]:
    places = {} if flow.place is None else {"": flow.place}
    for own, vertex in zip(names, sketch.vertices, strict=True):
        if vertex.place is not None:
            places[own] = vertex.place
        for fact, place in vertex.said:
            places.setdefault(f"{own}#{fact}", place)
    for test, place in flow.idle:
        places.setdefault(make_id(_PREFIX, mask(test)), place)
    return tuple(sorted(places.items(), key=lambda item: item[0]))
