"""Which participants' coming, going or vanishing from sight tells of lines, or is told by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.texts import read_arguments
from pytest_etl_diagram.drift.sequences.near import nodes_near
from pytest_etl_diagram.drift.sequences.participants import UNKNOWN
from pytest_etl_diagram.drift.sequences.sorts import PLAIN, is_to_itself, sort_of_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pytest_etl_diagram.drift.sequences.difference import Difference, Side
    from pytest_etl_diagram.drift.sequences.lines import Line
    from pytest_etl_diagram.drift.sequences.participants import Cast
    from pytest_etl_diagram.model import Node

FOR_EVER = "for ever"
"""The label of a loop without end."""

_TOLD = frozenset({"validate", "notify", "dead letter"})
"""Sorts of calls whose own rule says more than that a participant came or went."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a participant is asked: the texts of the calls, and keys to place it by."""

    texts: tuple[str, ...]
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What the participants of one side say of its lines, by ids as the lines use them.

    Those of `lone` are on this side only, and no line tells it: what they are asked. Of
    `hidden` ones nothing is known on the other side: what they did can't be seen any more, or
    only now.
    """

    lone: Mapping[str, Asked]
    hidden: frozenset[str]

    def tells(self, line: Line, sort: str) -> bool:
        """Tell whether a line that this side has alone needs no word of its own."""
        ends = {line.message.source, line.message.target}
        return line.message.source in self.hidden or (
            sort in PLAIN and not ends.isdisjoint(self.lone)
        )


def tellings(between: Difference, cast: Cast) -> tuple[Telling, Telling]:
    """Return what the participants of the old and of the new sequence tell."""
    hidden = _hidden(cast)
    return (
        Telling(dict(_untold(between.old, cast.removed, hidden[0], between)), hidden[0]),
        Telling(dict(_untold(between.new, cast.added, hidden[1], between)), hidden[1]),
    )


def _hidden(cast: Cast) -> tuple[frozenset[str], frozenset[str]]:
    """Return who is a class that isn't found, in the other sequence only."""
    pairs = [
        (old, new) for old, new in cast.pairs if (old.role == UNKNOWN) != (new.role == UNKNOWN)
    ]
    return (
        frozenset(new.id for _, new in pairs if new.role == UNKNOWN),
        frozenset(new.id for old, new in pairs if old.role == UNKNOWN),
    )


def _untold(
    side: Side, nodes: Iterable[Node], hidden: Collection[str], between: Difference
) -> Iterator[tuple[str, Asked]]:
    """Yield the participants of one side alone that are told by themselves.

    Others are told by all that is asked of them: each check, alert or dead letter has a rule
    of its own, a call that now goes to another one tells both, and what one does that can't
    be seen tells nothing.
    """
    alone = set(between.alignment.removed if side.is_old else between.alignment.added)
    asked: dict[str, list[tuple[int, Line]]] = {}
    for number, line in enumerate(side.course.lines):
        if line.message.kind == "call" and not is_to_itself(line):
            asked.setdefault(line.message.target, []).append((number, line))
    for node in nodes:
        if node.role == "start" and _is_of_an_endless_loop(side, node):
            continue
        lines = asked.get(node.id, ())
        plain = [
            (number, line)
            for number, line in lines
            if number in alone
            and line.message.source not in hidden
            and sort_of_line(line, side.course) not in _TOLD
        ]
        if plain or not lines or node.role == "start":
            texts = tuple(dict.fromkeys(line.message.text for _, line in plain))
            keys = nodes_near(between, side, plain[0][0]) if plain else ()
            yield node.id, Asked(texts, keys)


def _is_of_an_endless_loop(side: Side, start: Node) -> bool:
    """Tell whether what starts a run is only what a loop without end reads, which tells it."""
    topics = [value for _, value in start.facts]
    endless = {
        number for number in side.lone_frames() if side.course.label((number, 0))[1] == FOR_EVER
    }
    return any(
        number in endless and read_arguments(line.message.text)[0] == f"read {topic}"
        for line in side.course.lines
        for number, _ in line.spots
        for topic in topics
    )
