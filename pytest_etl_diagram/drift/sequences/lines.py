"""A sequence laid out flat: its messages in order, each knowing the frames around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.keys import message_key
from pytest_etl_diagram.model import Frame, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.model import Graph, Node

Spot = tuple[int, int]
"""A section: the number of its frame in the sequence, and its own in the frame."""

_VERB = re.compile(r"\w*")


@dataclass(frozen=True, slots=True)
class Line:
    """A message; `spots` are the sections around it, outermost first.

    `answers` is the number of the call whose result a return gives, `within` that of the call
    for which something is done; -1 where there is none.
    """

    message: Message
    spots: tuple[Spot, ...]
    answers: int = -1
    within: int = -1

    @property
    def verb(self) -> str:
        """The first word: what is done, whatever the arguments."""
        return _VERB.match(self.message.text)[0]  # type: ignore[index]  # the pattern fits always


@dataclass(frozen=True, slots=True)
class Course:
    """All of a sequence: its lines, and its frames by number (in the order of their starts).

    `ids` are its participants' ids as drawn, where `lines` may use those of the other graph.
    """

    lines: tuple[Line, ...]
    frames: tuple[Frame, ...]
    nodes: Mapping[str, Node]
    own_ids: Mapping[str, str]

    def labels(self, line: Line) -> tuple[tuple[str, str], ...]:
        """Return kind and label of every section around a line, outermost first."""
        return tuple(self.label(spot) for spot in line.spots)

    def label(self, spot: Spot) -> tuple[str, str]:
        """Return kind and label of a section."""
        frame = self.frames[spot[0]]
        return frame.kind, frame.sections[spot[1]].label

    def is_guarded(self, spot: Spot) -> bool:
        """Tell whether a section is run in any case: the first of a `critical`."""
        return spot[1] == 0 and self.frames[spot[0]].kind == "critical"

    def key(self, line: Line) -> str:
        """Return the key of a line among the places of its diagram."""
        message = line.message
        source, target = (self.own_ids.get(i, i) for i in (message.source, message.target))
        return message_key(Message(source, target, message.text, message.kind))

    def node(self, node_id: str) -> Node | None:
        """Return a participant by the id that lines use, None if there is none."""
        return self.nodes.get(self.own_ids.get(node_id, node_id))

    def name(self, node_id: str) -> str:
        """Return the name of a participant by the id that lines use."""
        node = self.node(node_id)
        return node.name if node else node_id


def lay_out(graph: Graph, new_ids: Mapping[str, str] | None = None) -> Course:
    """Return a graph's sequence flat, with the ids of its participants as `new_ids` has them."""
    ids = new_ids or {}
    lines: list[Line] = []
    frames: list[Frame] = []

    def lay(body: Iterable[Message | Frame], spots: tuple[Spot, ...]) -> None:
        for part in body:
            if isinstance(part, Frame):
                number = len(frames)
                frames.append(part)
                for place, section in enumerate(part.sections):
                    lay(section.body, (*spots, (number, place)))
            else:
                source, target = (ids.get(end, end) for end in (part.source, part.target))
                message = Message(source, target, part.text, part.kind)
                answers, within = _answered(message, lines), _around(message, lines)
                lines.append(Line(message, spots, answers, within))

    lay(graph.sequence, ())
    nodes = {node.id: node for node in graph.nodes}
    return Course(tuple(lines), tuple(frames), nodes, {new: old for old, new in ids.items()})


def _answered(message: Message, before: list[Line]) -> int:
    """Return the number of the last call that a return can be of."""
    if message.kind != "return":
        return -1
    ends = (message.target, message.source)
    calls = (
        number
        for number in range(len(before) - 1, -1, -1)
        if before[number].message.kind == "call"
        and (before[number].message.source, before[number].message.target) == ends
    )
    return next(calls, -1)


def _around(message: Message, before: list[Line]) -> int:
    """Return the number of the last call to a message's source; one to itself ends at once."""
    last = len(before) - 1
    calls = (
        number
        for number in range(last, -1, -1)
        if before[number].message.kind == "call"
        and before[number].message.target == message.source
        and (number == last or before[number].message.source != message.source)
    )
    return next(calls, -1)
