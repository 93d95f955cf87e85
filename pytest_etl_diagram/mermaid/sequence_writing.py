"""A sequence as Mermaid text: participants, then what happens, one message a line.

    sequenceDiagram
        accTitle: Sequence of DailySalesPipeline.run
        actor x_caller as caller
        participant c_SalesLoader as «load»<br/>SalesLoader
        loop 3 attempts
            x_caller->>c_SalesLoader: load(table: sales)
        end

Participants stand in the order in which they first take part, so that the drawing
reads from left to right; a participant that is new takes one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.labels import BREAK, SEQUENCE, node_label, text_label
from pytest_etl_diagram.mermaid.theme import ACTOR, DEFAULT_ROLE, FRAME_WORDS, MESSAGE_ARROWS
from pytest_etl_diagram.mermaid.titles import accessible_title
from pytest_etl_diagram.model import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.model import Frame, Graph, Node

HEADER = "sequenceDiagram"
NOTHING = ";"
"""Stands for a text without characters: older Mermaids want one behind a message's colon."""

_INDENT = "    "
_WRAP = re.compile(r"\A(?:w(?=rap:)|n(?=owrap:))")


def sequence_diagram(graph: Graph, remark: str = "") -> str:
    """Return the text of a sequence known to be drawable, with a comment of `remark`."""
    nodes = {node.id: node for node in graph.nodes}
    order = dict.fromkeys((*takers(graph.sequence), *nodes))
    lines = (
        f"accTitle: {accessible_title(graph.kind, graph.title)}".rstrip(" "),
        *((f"%% {remark}",) if remark else ()),
        *(_participant_line(nodes[identifier]) for identifier in order),
        *_happenings(graph.sequence),
    )
    return "\n".join((HEADER, *(_INDENT + line for line in lines), ""))


def takers(sequence: tuple[Message | Frame, ...]) -> Iterator[str]:
    """Yield the ids of who takes part in `sequence`, in order, each as often as it does."""
    for part in sequence:
        if isinstance(part, Message):
            yield from (part.source, part.target)
        else:
            for section in part.sections:
                yield from takers(section.body)


def _participant_line(node: Node) -> str:
    word = "actor" if node.role == ACTOR else "participant"
    label = node_label(node.name, node.facts, SEQUENCE)
    role = "" if node.role in (ACTOR, DEFAULT_ROLE) else f"«{node.role}»{BREAK}"
    return f"{word} {node.id} as {role}{_shown(label, NOTHING if not role else '')}"


def _happenings(sequence: tuple[Message | Frame, ...]) -> Iterator[str]:
    for part in sequence:
        if isinstance(part, Message):
            yield _message_line(part)
            continue
        words = (part.kind, *(FRAME_WORDS[part.kind] for _ in part.sections[1:]))
        for word, section in zip(words, part.sections, strict=True):
            yield f"{word} {_said(section.label)}" if section.label else word
            yield from (_INDENT + line for line in _happenings(section.body))
        yield "end"


def _message_line(message: Message) -> str:
    if message.kind == "note":
        return f"Note over {message.target}: {_said(message.text)}"
    arrow = MESSAGE_ARROWS[message.kind]
    return f"{message.source}{arrow}{message.target}: {_said(message.text)}"


def _said(text: str) -> str:
    return _shown(text_label(text, SEQUENCE))


def _shown(label: str, nothing: str = NOTHING) -> str:
    """Return `label` as it stands at a line's end, where blanks are never written.

    Mermaid drops `wrap:` and `nowrap:` at the start of what is said, so the
    first letter becomes an entity.
    """
    return _WRAP.sub(lambda match: f"#{ord(match[0])};", label.rstrip(" ")) or nothing
