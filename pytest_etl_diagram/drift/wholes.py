"""Two drawings as wholes: how alike they are, and what isn't in their graphs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import fingerprint
from pytest_etl_diagram.model import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.model import Drift, Frame, Graph

FILE_MOVED = "file-moved"
"""The rule of a pipeline whose file has another path: no graph shows that."""


def graph_likeness(old: Graph, new: Graph) -> float:
    """Return the common share, from 0 to 1, of what two graphs say: stages, settings, ties.

    The title doesn't count wherever it stands, so that a pipeline is known again under
    another name.
    """
    return common_share(said(old), said(new))


def said(graph: Graph) -> Counter[tuple[str, ...]]:
    """Return what a graph says, each statement as often as it does, without its title."""
    title = re.compile(rf"(?<!\w){re.escape(graph.title)}(?!\w)")
    return Counter(
        tuple(title.sub("", text) for text in statement) for statement in _statements(graph)
    )


def common_share(was: Counter[tuple[str, ...]], is_now: Counter[tuple[str, ...]]) -> float:
    """Return the common share, from 0 to 1, of what two graphs say."""
    whole = (was | is_now).total()
    return (was & is_now).total() / whole if whole else 1.0


def file_moved(before: str, after: str, title: str) -> Drift:
    """Return the drift of a pipeline whose file was at the path `before` and is at `after`."""
    drift = found(FILE_MOVED, title, f"file: {before}", f"file: {after}")
    return replace(drift, fingerprint=fingerprint(drift, title))


def layout_only(title: str) -> Drift:
    """Return the drift of a drawing that says the same and is written differently."""
    drift = found("layout-only", title)
    return replace(drift, fingerprint=fingerprint(drift, title))


def _statements(graph: Graph) -> Iterator[tuple[str, ...]]:
    names = {node.id: node.name for node in graph.nodes}
    for node in graph.nodes:
        yield node.name, node.role
        yield from ((node.name, *fact) for fact in node.facts)
    for edge in graph.edges:
        yield names[edge.source], names[edge.target], edge.kind, edge.label
    for message in _messages(graph.sequence):
        yield names[message.source], names[message.target], message.kind, message.text


def _messages(happening: Iterable[Message | Frame]) -> Iterator[Message]:
    for part in happening:
        if isinstance(part, Message):
            yield part
        else:
            for section in part.sections:
                yield from _messages(section.body)
