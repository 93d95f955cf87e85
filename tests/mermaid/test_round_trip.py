from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_etl_diagram.mermaid.document import parse, render
from pytest_etl_diagram.mermaid.header import header
from pytest_etl_diagram.mermaid.joining import join
from pytest_etl_diagram.mermaid.parts import Limits
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.split import drawings
from pytest_etl_diagram.mermaid.writing import write
from tests.mermaid.graphs import diagrams, graphs, sequences

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Diagram, Graph

steady = settings(max_examples=150, deadline=None, derandomize=True)


@given(st.one_of(graphs(), sequences()))
@steady
def test_reading_gives_back_what_was_written(graph: Graph) -> None:
    assert read(write(graph)) == graph


@given(st.one_of(graphs(), sequences()))
@steady
def test_a_drawing_is_clean_text(graph: Graph) -> None:
    lines = write(graph).split("\n")
    assert lines[-1] == ""
    assert all(line == line.rstrip() for line in lines)
    assert all(line.isprintable() for line in lines if line.isascii())


@given(diagrams)
@steady
def test_a_snapshot_file_gives_back_its_diagram(diagram: Diagram) -> None:
    text = render(diagram)
    document = parse(text)
    assert (document.kind, document.name, document.source) == (
        diagram.kind,
        diagram.name,
        diagram.source,
    )
    assert document.graph == diagram.graph
    assert header(text) == (diagram.source, diagram.kind, diagram.name)
    assert parse(text.replace("\n", "\r\n")) == document


@given(graphs(most_nodes=12))
@steady
def test_the_drawings_of_a_split_graph_give_back_the_whole(graph: Graph) -> None:
    limits = Limits(edges=3, characters=1_700)
    assert join([drawing.text for drawing in drawings(graph, limits)], limits) == graph


@given(sequences())
@steady
def test_the_drawings_of_a_split_sequence_give_back_the_whole(graph: Graph) -> None:
    limits = Limits(edges=3, characters=300)
    assert join([drawing.text for drawing in drawings(graph, limits)], limits) == graph
