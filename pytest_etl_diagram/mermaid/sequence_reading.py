"""The graph in the text of a sequence that was written here; nothing else is accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.labels import BREAK, read_node_label, read_text_label
from pytest_etl_diagram.mermaid.lines import refuse, require_same, split_lines, take_lines
from pytest_etl_diagram.mermaid.sequence_writing import HEADER, NOTHING, sequence_diagram
from pytest_etl_diagram.mermaid.theme import (
    ACTOR,
    DEFAULT_ROLE,
    FRAME_WORDS,
    LOOKS,
    MESSAGE_ARROWS,
)
from pytest_etl_diagram.mermaid.titles import read_accessible_title
from pytest_etl_diagram.mermaid.validity import faults, is_sequence
from pytest_etl_diagram.model import Frame, Graph, Message, Node, Section

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = {arrow: kind for kind, arrow in MESSAGE_ARROWS.items()}
_ROLE = re.compile(rf"«(\w+)»{BREAK}")


@dataclass(slots=True)
class _Open:
    """A frame whose end was not read yet: its closed sections, and what the open one has."""

    kind: str
    sections: list[Section]
    label: str
    body: list[Message | Frame]


@dataclass(slots=True)
class _Page:
    """What the lines so far have said.

    `bodies` holds what stands at the top and in each open frame, innermost last.
    """

    kind: str = ""
    title: str = ""
    remark: str = ""
    nodes: list[Node] = field(default_factory=list)
    body: list[Message | Frame] = field(default_factory=list)
    within: list[_Open] = field(default_factory=list)


def read_sequence(text: str, start: int = 1) -> tuple[Graph, str]:
    """Return the graph in one drawing, and the remark in its comment.

    `start` is the number of the text's first line, for the message of the
    SnapshotFormatError that is raised for what `sequence_diagram` would not write.
    """
    lines = split_lines(text)
    page = _Page()
    places = take_lines(page, lines, _STATEMENTS, start)
    if page.within:
        message = f"line {start + len(lines) - 1}: {page.within[-1].kind!r} without its end"
        raise SnapshotFormatError(message)
    graph = Graph(page.kind, page.title, nodes=tuple(page.nodes), sequence=tuple(page.body))
    refuse(faults(graph, LOOKS), places, start)
    if not is_sequence(graph):
        message = f"line {start}: a sequence in which nothing happens, of a {graph.kind!r}"
        raise SnapshotFormatError(message)
    require_same(lines, sequence_diagram(graph, page.remark).split("\n"), start)
    return graph, page.remark


def _take_title(page: _Page, match: re.Match[str]) -> str:
    page.kind, page.title = read_accessible_title(match[1] or "")
    return ""


def _take_remark(page: _Page, match: re.Match[str]) -> str:
    page.remark = match[1]
    return ""


def _take_participant(page: _Page, match: re.Match[str]) -> str:
    word, identifier, label = match.groups()
    role = ACTOR if word == "actor" else DEFAULT_ROLE
    if named := _ROLE.match(label):
        role = named[1]
        label = label[named.end() :]
    name, facts = read_node_label(_uncut(label))
    page.nodes.append(Node(identifier, name, role, facts=facts))
    return identifier


def _take_message(page: _Page, match: re.Match[str]) -> str:
    source, arrow, target, text = match.groups()
    _add(page, Message(source, target, _text(text), _KINDS[arrow]))
    return f"{source} {target}"


def _take_note(page: _Page, match: re.Match[str]) -> str:
    participant, text = match.groups()
    _add(page, Message(participant, participant, _text(text), "note"))
    return f"{participant} {participant}"


def _take_frame(page: _Page, match: re.Match[str]) -> str:
    page.within.append(_Open(match[1], [], _text(match[2] or NOTHING), []))
    return ""


def _take_section(page: _Page, match: re.Match[str]) -> str:
    frame = _innermost(page, match[1])
    if FRAME_WORDS[frame.kind] != match[1]:
        message = f"{match[1]!r} in {frame.kind!r}"
        raise SnapshotFormatError(message)
    frame.sections.append(Section(frame.label, tuple(frame.body)))
    frame.label = _text(match[2] or NOTHING)
    frame.body = []
    return ""


def _take_end(page: _Page, match: re.Match[str]) -> str:
    frame = _innermost(page, match[0].strip())
    page.within.pop()
    frame.sections.append(Section(frame.label, tuple(frame.body)))
    _add(page, Frame(frame.kind, tuple(frame.sections)))
    return ""


def _take_nothing(_page: _Page, _match: re.Match[str]) -> str:
    """Leave a line to the comparison with what would be written."""
    return ""


def _innermost(page: _Page, word: str) -> _Open:
    if not page.within:
        message = f"{word!r} outside of a frame"
        raise SnapshotFormatError(message)
    return page.within[-1]


def _add(page: _Page, part: Message | Frame) -> None:
    (page.within[-1].body if page.within else page.body).append(part)


def _uncut(label: str) -> str:
    """Return the label of a participant, from which the last blank was cut off.

    That is the blank of an empty label, or the one behind the name of a fact without a value.
    """
    if label in ("", NOTHING):
        return " "
    last = label.rpartition(BREAK)[2]
    return f"{label} " if last.endswith(":") and ": " not in last else label


def _text(shown: str) -> str:
    return "" if shown == NOTHING else read_text_label(shown)


_ARROW = "|".join(_KINDS)
_FRAME = "|".join(FRAME_WORDS)
_WORD = "|".join(word for word in FRAME_WORDS.values() if word)
_STATEMENTS: tuple[tuple[re.Pattern[str], Callable[[_Page, re.Match[str]], str]], ...] = (
    (re.compile(rf" *(\w+?)({_ARROW})(\w+): (.*)"), _take_message),
    (re.compile(r" *Note over (\w+): (.*)"), _take_note),
    (re.compile(r" *(participant|actor) (\w+) as (.*)"), _take_participant),
    (re.compile(rf" *({_FRAME})(?: (.*))?"), _take_frame),
    (re.compile(rf" *({_WORD})(?: (.*))?"), _take_section),
    (re.compile(r" *end"), _take_end),
    (re.compile(r" *accTitle:(?: (.*))?"), _take_title),
    (re.compile(r" *%% (.*)"), _take_remark),
    (re.compile(rf"{HEADER}|"), _take_nothing),
)
"""Every statement that is written, and what takes it down and returns what it is about."""
