"""A graph too big for one drawing as several.

A flowchart near a host's limit becomes an overview with a box for every part, then
a drawing for every part: a group with all that is in it, or, if that is too
much, the stages directly in it and every inner group for itself. What groups
don't divide is divided by the hash of ids, so that a new stage changes one part.

An edge is drawn once: with its source, or in a drawing of links where its
source's part has no room. An end in another drawing is shown under its own id
in the class `elsewhere`. Values are never cut, so one node or edge whose own
text is over the limit makes one drawing that hosts won't show.

How a sequence is divided is told in `sequence_split`; `joining` puts drawings together again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.overview import overview, part_name, shortened
from pytest_etl_diagram.mermaid.parts import (
    HOST,
    Limits,
    Lookup,
    Part,
    bits_of,
    divide,
    fits,
    inside,
    keeps,
)
from pytest_etl_diagram.mermaid.sequence_split import pages
from pytest_etl_diagram.mermaid.sequence_writing import sequence_diagram
from pytest_etl_diagram.mermaid.theme import ELSEWHERE, LOOKS
from pytest_etl_diagram.mermaid.validity import check, is_sequence
from pytest_etl_diagram.mermaid.writing import flowchart
from pytest_etl_diagram.model import Edge, Graph, Node

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing of a graph; `title` is "" if it shows the whole graph."""

    title: str
    text: str


def drawings(graph: Graph, limits: Limits = HOST) -> tuple[Drawing, ...]:
    """Return the drawings that show `graph`: one, or an overview and its parts.

    Raises ValueError for a graph that can't be drawn (see `write`).
    """
    check(graph, LOOKS)
    text = sequence_diagram(graph) if is_sequence(graph) else flowchart(graph)
    if keeps(graph, text, limits):
        return (Drawing("", text),)
    if is_sequence(graph):
        return tuple(
            Drawing(page.title, sequence_diagram(page.graph, page.remark))
            for page in pages(graph, limits.characters)
        )
    lookup = Lookup.of(graph)
    parts = divide(lookup, limits)
    charts = [("overview", page) for page in overview(lookup, parts, limits)]
    for part in parts:
        charts += _pages(lookup, part, limits)
    return tuple(Drawing(title, flowchart(chart)) for title, chart in charts)


def _pages(lookup: Lookup, part: Part, limits: Limits) -> Iterator[tuple[str, Graph]]:
    name = part_name(lookup, part)
    own = inside(lookup, part)
    outgoing = lookup.outgoing(part.nodes)
    page = replace(own, edges=())
    for edges in (outgoing, own.edges):
        if len(edges) <= limits.edges:
            candidate = _with_edges(own, edges, lookup)
            if fits(candidate, limits):
                page = candidate
                break
    yield name, page
    shown = set(page.edges)
    left = tuple(edge for edge in outgoing if edge not in shown)
    if left:
        for chunk in _links(lookup, left, limits, ""):
            yield f"links from {name}", chunk


def _with_edges(page: Graph, edges: tuple[Edge, ...], lookup: Lookup) -> Graph:
    """Return `page` with `edges`, and a box for every end of them that isn't on it."""
    here = {node.id for node in page.nodes}
    ends = {end for edge in edges for end in (edge.source, edge.target)} - here
    foreign = (Node(end, shortened(lookup.nodes[end].name), ELSEWHERE) for end in ends)
    return replace(page, nodes=(*page.nodes, *foreign), edges=edges)


def _links(lookup: Lookup, edges: tuple[Edge, ...], limits: Limits, bits: str) -> Iterator[Graph]:
    if len(edges) <= max(limits.edges, 1):
        page = _with_edges(replace(lookup.graph, groups=(), nodes=(), edges=()), edges, lookup)
        if len(edges) <= 1 or fits(page, limits):
            yield page
            return
    for bit in "01":
        chunk = tuple(edge for edge in edges if _bits(edge).startswith(bits + bit))
        if chunk:
            yield from _links(lookup, chunk, limits, bits + bit)


def _bits(edge: Edge) -> str:
    return bits_of(f"{edge.source} {edge.target} {edge.kind} {edge.label}")
