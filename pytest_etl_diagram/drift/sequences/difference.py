"""Two sequences side by side: which lines, frames and sections each has alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.texts import read_arguments
from pytest_etl_diagram.drift.fact_tables import GENERAL, STEP
from pytest_etl_diagram.drift.facts import fact_rule
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.notation import fact_text
from pytest_etl_diagram.drift.sequences.alignment import align
from pytest_etl_diagram.drift.sequences.frames import pair_frames, sort_of
from pytest_etl_diagram.drift.sequences.lines import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_etl_diagram.drift.presence import ByPresence
    from pytest_etl_diagram.drift.sequences.alignment import Alignment
    from pytest_etl_diagram.drift.sequences.frames import FramePairs
    from pytest_etl_diagram.drift.sequences.lines import Course, Spot
    from pytest_etl_diagram.model import Drift, Graph

GENERAL_RULES = frozenset({GENERAL.added, GENERAL.changed, GENERAL.removed})
"""The rules of a changed argument that no rule of its own knows."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: `lines`, `frames` and `sections` are what it shares with the other."""

    course: Course
    is_old: bool
    lines: frozenset[int]
    frames: frozenset[int]
    sections: frozenset[Spot]

    def lone_frames(self) -> list[int]:
        """Return the frames that only this sequence has, around lines that both have."""
        around = {n for line in self.lines for n, _ in self.course.lines[line].spots}
        return sorted(around - self.frames)

    def lone_handlers(self) -> frozenset[Spot]:
        """Return the handlers that only this sequence has."""
        handlers = {
            (number, place)
            for number, frame in enumerate(self.course.frames)
            if sort_of(frame) == "try"
            for place in range(1, len(frame.sections))
        }
        return frozenset(handlers - self.sections)

    def found(
        self, rules: ByPresence, subject: str, text: str, nodes: tuple[str, ...]
    ) -> Iterator[Drift]:
        """Yield the drift of what only this sequence has; none where there is no rule for it."""
        rule_id = rules.removed if self.is_old else rules.added
        before, after = (text, "") if self.is_old else ("", text)
        if rule_id:
            yield found(rule_id, subject, before, after, nodes=nodes)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sequences, and which of their lines and frames are which."""

    old: Side
    new: Side
    alignment: Alignment
    frames: FramePairs

    @property
    def sides(self) -> tuple[Side, Side]:
        """The old one and the new one."""
        return self.old, self.new


def difference(old: Graph, new: Graph, new_ids: Mapping[str, str]) -> Difference:
    """Lay two sequences side by side; `new_ids` are those of participants under another id."""
    was, is_now = lay_out(old, new_ids), lay_out(new)
    alignment = align(was, is_now)
    pairs = pair_frames(was, is_now, alignment.pairs)

    def side(course: Course, place: int) -> Side:
        return Side(
            course,
            is_old=place == 0,
            lines=frozenset(pair[place] for pair in alignment.pairs),
            frames=frozenset(pair[place] for pair in pairs.frames.items()),
            sections=frozenset(pair[place] for pair in pairs.sections.items()),
        )

    return Difference(side(was, 0), side(is_now, 1), alignment, pairs)


def argument_drifts(
    was: Mapping[str, str], is_now: Mapping[str, str], subject: str, nodes: tuple[str, ...]
) -> Iterator[Drift]:
    """Yield one drift for every argument that differs, by the rules of a step's facts."""
    for name in dict.fromkeys((*was, *is_now)):
        before, after = was.get(name), is_now.get(name)
        if before != after:
            texts = ("" if value is None else fact_text((name, value)) for value in (before, after))
            yield found(fact_rule(name, before, after, STEP), subject, *texts, nodes=nodes)


def said_otherwise(
    texts: tuple[str, str], rules: tuple[str, str], subject: str, nodes: tuple[str, ...]
) -> Iterator[Drift]:
    """Yield what two texts of one call or frame say differently.

    An argument is told by its own rule where there is one. All else is by the first of
    `rules` when what stands before the arguments differs, and by the second when they do.
    """
    (head, facts), (new_head, new_facts) = map(read_arguments, texts)
    drifts = list(argument_drifts(facts, new_facts, subject, nodes))
    told = [drift for drift in drifts if drift.rule not in GENERAL_RULES]
    yield from told
    if texts[0] != texts[1] and (head != new_head or not told or len(told) < len(drifts)):
        rule_id = rules[head == new_head]
        yield found(rule_id, subject, f"says: {texts[0]}", f"says: {texts[1]}", nodes=nodes)
