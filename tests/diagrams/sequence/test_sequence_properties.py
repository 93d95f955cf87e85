"""What holds of the sequence of every flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from pytest_etl_diagram.diagrams.sequence import diagram
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.model import Frame
from tests.diagrams.flow_strategies import flows
from tests.mermaid.real import meant, understood

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.tree import Flow
    from pytest_etl_diagram.model import Message

steady = settings(deadline=None, derandomize=True, max_examples=100)


def messages(sequence: tuple[Message | Frame, ...]) -> Iterator[Message]:
    for line in sequence:
        if isinstance(line, Frame):
            for section in line.sections:
                yield from messages(section.body)
        else:
            yield line


def sections(sequence: tuple[Message | Frame, ...]) -> Iterator[tuple[Message | Frame, ...]]:
    for line in sequence:
        if isinstance(line, Frame):
            for section in line.sections:
                yield section.body
                yield from sections(section.body)


@given(flows)
@steady
def test_it_can_be_written_and_read_back(flow: Flow) -> None:
    graph = diagram(flow).graph
    assert read(write(graph)) == graph


@given(flows)
@steady
def test_every_frame_holds_something_and_all_take_part(flow: Flow) -> None:
    graph = diagram(flow).graph
    assert all(sections(graph.sequence))
    ends = {end for one in messages(graph.sequence) for end in (one.source, one.target)}
    ids = {node.id for node in graph.nodes}
    assert ends <= ids
    assert len(ids - ends) <= 1
    assert len(ids) == len(graph.nodes)


@given(flows)
@settings(deadline=None, derandomize=True, max_examples=30)
def test_the_real_mermaid_understands_it(flow: Flow) -> None:
    graph = diagram(flow).graph
    assert understood(write(graph)) == meant(graph)
