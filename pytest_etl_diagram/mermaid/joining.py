"""The graph of one drawing or several, as `split` made them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.lines import require_same, split_lines
from pytest_etl_diagram.mermaid.parts import HOST, Limits
from pytest_etl_diagram.mermaid.reading import read_drawing
from pytest_etl_diagram.mermaid.sequence_reading import read_sequence
from pytest_etl_diagram.mermaid.sequence_split import together
from pytest_etl_diagram.mermaid.sequence_writing import HEADER
from pytest_etl_diagram.mermaid.split import drawings
from pytest_etl_diagram.mermaid.theme import PART, SPLIT_LOOKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_etl_diagram.model import Graph


def join(texts: Sequence[str], limits: Limits = HOST, starts: Sequence[int] = ()) -> Graph:
    """Return the graph that `drawings` was given, from the texts of its drawings.

    `starts` are the numbers of the texts' first lines, for messages. Raises
    SnapshotFormatError for what `drawings` would not write, which includes a
    drawing changed by itself or left out; the last ones of a sequence are
    missed only where the titles are compared too, in a file.
    """
    lines = starts or [1] * len(texts)
    graph = _joined(list(zip(texts, lines, strict=True)))
    try:
        expected = drawings(graph, limits)
    except ValueError as error:
        raise SnapshotFormatError(str(error)) from error
    if len(expected) != len(texts):
        message = f"{len(texts)} drawings stand where {len(expected)} would be written"
        raise SnapshotFormatError(message)
    for text, drawing, at in zip(texts, expected, lines, strict=True):
        require_same(split_lines(text), drawing.text.split("\n"), at)
    return graph


def _joined(texts: list[tuple[str, int]]) -> Graph:
    if texts[0][0].startswith(HEADER):
        found = [(*read_sequence(text, at), at) for text, at in texts]
        _require_one_diagram([graph for graph, _, _ in found])
        return together(found)
    charts = [read_drawing(text, at) for text, at in texts]
    _require_one_diagram(charts)
    return _merged(charts)


def _require_one_diagram(pages: list[Graph]) -> None:
    first = pages[0]
    for page in pages:
        if (page.kind, page.title, page.direction) != (first.kind, first.title, first.direction):
            message = f"drawings of two diagrams: {first.title!r} and {page.title!r}"
            raise SnapshotFormatError(message)


def _merged(pages: list[Graph]) -> Graph:
    own = [page for page in pages if all(node.role != PART for node in page.nodes)]
    return replace(
        pages[0],
        groups=tuple(group for page in pages for group in page.groups),
        nodes=tuple(n for page in own for n in page.nodes if n.role not in SPLIT_LOOKS),
        edges=tuple(edge for page in own for edge in page.edges),
    )
