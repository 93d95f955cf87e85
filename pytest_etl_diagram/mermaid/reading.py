"""The graph in Mermaid text that `write` wrote; nothing else is accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.labels import read_node_label, read_text_label
from pytest_etl_diagram.mermaid.lines import refuse, require_same, split_lines, take_lines
from pytest_etl_diagram.mermaid.sequence_reading import read_sequence
from pytest_etl_diagram.mermaid.sequence_writing import HEADER
from pytest_etl_diagram.mermaid.theme import ARROWS, LOOKS, SPLIT_LOOKS
from pytest_etl_diagram.mermaid.titles import read_accessible_title
from pytest_etl_diagram.mermaid.validity import faults
from pytest_etl_diagram.mermaid.writing import flowchart
from pytest_etl_diagram.model import Edge, Graph, Group, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_ALL_ROLES = (*LOOKS, *SPLIT_LOOKS)
_KINDS = {arrow: kind for kind, arrow in ARROWS.items()}


@dataclass(slots=True)
class _Page:
    """What the lines so far have said.

    `within` holds the open subgraphs, innermost last.
    """

    direction: str = ""
    kind: str = ""
    title: str = ""
    groups: list[Group] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    within: list[str] = field(default_factory=lambda: [""])


def read(text: str) -> Graph:
    """Return the graph that `write` was given; line ends may be CRLF.

    Raises SnapshotFormatError, saying line and reason, for any text that
    `write` would not write.
    """
    if not text.startswith(HEADER):
        return read_drawing(text, roles=LOOKS)
    graph, remark = read_sequence(text)
    if remark:
        message = f"a part of a sequence that goes on in other drawings ({remark})"
        raise SnapshotFormatError(message)
    return graph


def read_drawing(text: str, start: int = 1, roles: Collection[str] = _ALL_ROLES) -> Graph:
    """Return the graph in one flowchart of a document, with the roles of split drawings too.

    `start` is the number of the text's first line, for the message of the
    SnapshotFormatError that is raised for what `flowchart` would not write.
    """
    lines = split_lines(text)
    page = _Page()
    places = take_lines(page, lines, _STATEMENTS, start)
    graph = Graph(
        page.kind,
        page.title,
        page.direction,
        tuple(page.groups),
        tuple(page.nodes),
        tuple(page.edges),
    )
    refuse(faults(graph, roles), places, start)
    require_same(lines, flowchart(graph).split("\n"), start)
    return graph


def _take_direction(page: _Page, match: re.Match[str]) -> str:
    page.direction = match[1]
    return ""


def _take_title(page: _Page, match: re.Match[str]) -> str:
    page.kind, page.title = read_accessible_title(match[1] or "")
    return ""


def _take_group(page: _Page, match: re.Match[str]) -> str:
    page.groups.append(Group(match[1], read_text_label(match[2]), page.within[-1]))
    page.within.append(match[1])
    return match[1]


def _take_end(page: _Page, match: re.Match[str]) -> str:
    if page.within == [""]:
        message = f"{match[0].strip()!r} without a subgraph"
        raise SnapshotFormatError(message)
    return page.within.pop()


def _take_node(page: _Page, match: re.Match[str]) -> str:
    name, facts = read_node_label(match[2])
    page.nodes.append(Node(match[1], name, match[3], page.within[-1], facts))
    return match[1]


def _take_edge(page: _Page, match: re.Match[str]) -> str:
    label = read_text_label(match[3] or "")
    page.edges.append(Edge(match[1], match[4], _KINDS[match[2]], label))
    return f"{match[1]} {match[4]}"


def _take_nothing(_page: _Page, _match: re.Match[str]) -> str:
    """Leave a line to the comparison with what would be written."""
    return ""


_ARROW = "|".join(re.escape(arrow) for arrow in sorted(_KINDS, key=len, reverse=True))
_STATEMENTS: tuple[tuple[re.Pattern[str], Callable[[_Page, re.Match[str]], str]], ...] = (
    (re.compile(r' *(\w+)[(\[{>/]+"([^"]*)"[)\]}/\\]+:::(\w+)'), _take_node),
    (re.compile(rf' *(\w+) ({_ARROW})(?:\|"([^"]*)"\|)? (\w+)'), _take_edge),
    (re.compile(r' *subgraph (\w+)\["([^"]*)"\]'), _take_group),
    (re.compile(r" *end"), _take_end),
    (re.compile(r"flowchart (\w+)"), _take_direction),
    (re.compile(r" *accTitle:(?: (.*))?"), _take_title),
    (re.compile(r" *classDef .*| *direction \w+|"), _take_nothing),
)
"""Every statement that is written, and what takes it down and returns what it is about."""
