"""From a flow to its sequence: one participant a component, one frame a turn of the flow.

A component's own doings show as far as they reach another participant. What a
flow's own functions do is done by the pipeline, as if it stood there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.drawing import DECISIONS, Drawing, Scope
from pytest_etl_diagram.diagrams.sequence.keys import message_key, section_key
from pytest_etl_diagram.diagrams.sequence.ways import without_returns
from pytest_etl_diagram.masking import mask
from pytest_etl_diagram.model import Diagram, Frame, Graph, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.diagrams.sequence.frames import Lines
    from pytest_etl_diagram.flows.tree import Flow

KIND = "sequence"

MOST_CHARACTERS = 150_000
"""A longer sequence is drawn without what is done inside calls, from the deepest on.

That is more than any pipeline needs, and some four drawings of what hosts draw.
"""

INDENT = 4

DEEPEST = 8
"""Calls inside calls that are followed at most."""


def diagram(flow: Flow) -> Diagram:
    """Return the sequence of a flow, with the places of participants, messages and sections.

    `keys` says under which keys messages and sections stand in `places`: those that are drawn, and
    those that would be if the code made more of it.
    """
    drawing = Drawing(flow)
    lines = _whole(flow, drawing)
    messages = tuple(_messages(lines))
    ids = {end for message in messages for end in (message.source, message.target)}
    ids.add(drawing.cast.pipeline.id)
    name = mask(flow.name)
    graph = Graph(KIND, name, nodes=drawing.cast.nodes(ids), sequence=lines)
    keys = {*map(message_key, messages), *_section_keys(lines), *drawing.left_out}
    places = drawing.cast.places(ids) | {k: v for k, v in drawing.places.items() if k in keys}
    for test, place in flow.idle:
        for kind in DECISIONS:
            places.setdefault(section_key(kind, mask(test)), place)
    if flow.place is not None:
        places[""] = flow.place
    return Diagram(KIND, name, flow.source, graph, tuple(sorted(places.items())))


def _whole(flow: Flow, drawing: Drawing) -> Lines:
    """Draw as deep as a drawing can hold."""
    lines: Lines = ()
    for depth in range(DEEPEST, -1, -1):
        lines = _run(flow, drawing, depth)
        if _size(lines) <= MOST_CHARACTERS:
            break
    return lines


def _run(flow: Flow, drawing: Drawing, depth: int) -> Lines:
    """Draw one run, from whoever starts it to its end."""
    pipeline = drawing.cast.pipeline
    scope = Scope(pipeline, depth=depth)
    verb = f"{mask(flow.name.rpartition('.')[2])}()"
    calls = [Message(caller, pipeline.id, verb) for caller in drawing.cast.callers]
    for call in calls:
        drawing.put(message_key(call), flow.place)
    return (*calls, *drawing.block(without_returns(flow.body, labelled=False), scope))


def _messages(lines: Lines) -> Iterator[Message]:
    for line in lines:
        if isinstance(line, Frame):
            for section in line.sections:
                yield from _messages(section.body)
        else:
            yield line


def _section_keys(lines: Lines) -> Iterator[str]:
    for line in lines:
        if isinstance(line, Frame):
            for section in line.sections:
                yield section_key(line.kind, section.label)
                yield from _section_keys(section.body)


def _size(lines: Lines, depth: int = 1) -> int:
    """Return how many characters a part takes, about."""
    size = 0
    for line in lines:
        texts = (
            [line.source, line.target, line.text, "->>: "]
            if isinstance(line, Message)
            else [*(f"{line.kind} {section.label}" for section in line.sections), "end"]
        )
        size += sum(len(text) + INDENT * depth for text in texts)
        if isinstance(line, Frame):
            size += sum(_size(section.body, depth + 1) for section in line.sections)
    return size
