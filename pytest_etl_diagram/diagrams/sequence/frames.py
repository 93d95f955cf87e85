"""Making frames: what stands in them, and which kind tells it best.

Nothing here knows flows; a part of a sequence is a tuple of lines. A frame
around nothing is nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pytest_etl_diagram.diagrams.sequence.texts import TRY
from pytest_etl_diagram.model import Frame, Message, Section

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Lines: TypeAlias = tuple[Message | Frame, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One of several ways to go on: when, what happens there, whether it `leaves`.

    `label` is what is asked in a frame of its own; `beside` is what is said
    among the other ways.
    """

    label: str
    lines: Lines
    leaves: bool
    beside: str = ""


def frame(kind: str, label: str, lines: Lines) -> Lines:
    """Return a frame of one section."""
    return (Frame(kind, (Section(label, lines),)),) if lines else ()


def frames(kind: str, labelled: Sequence[tuple[str, Lines]]) -> Lines:
    """Return a frame of several sections, without those that hold nothing."""
    sections = tuple(Section(label, lines) for label, lines in labelled if lines)
    return (Frame(kind, sections),) if sections else ()


def decision(ways: Sequence[Way], *, complete: bool) -> Lines:
    """Return the ways out of a decision, of which one is taken; a `complete` one has them all.

    A way that leaves breaks off, so that what else there is stands behind it,
    as it would in code without `else`: the two mean the same. Of two ways the
    second may leave, too.
    """
    left = list(ways)
    if complete and [way.leaves for way in left] == [False, True]:
        left.reverse()
    breaks: list[Message | Frame] = []
    while left and left[0].lines and left[0].leaves:
        if complete and breaks and len(left) == 1:
            break
        breaks += frame("break", left[0].label, left[0].lines)
        del left[0]
    if complete and breaks and len(left) == 1:
        return (*breaks, *left[0].lines)
    return (*breaks, *_choice([way for way in left if way.lines]))


def _choice(ways: Sequence[Way]) -> Lines:
    if len(ways) == 1:
        return frame("break" if ways[0].leaves else "opt", ways[0].label, ways[0].lines)
    return frames("alt", [(way.beside or way.label, way.lines) for way in ways])


def without_idle_end(lines: Lines, exits: Collection[str]) -> Lines:
    """Drop exits of these texts, with their frames, at an end behind which nothing is drawn."""
    left = list(lines)
    while left and is_idle((left[-1],), exits):
        left.pop()
    return tuple(left)


def is_idle(lines: Lines, exits: Collection[str]) -> bool:
    """Tell whether there is nothing but exits of these texts."""
    return all(
        all(is_idle(section.body, exits) for section in line.sections)
        if isinstance(line, Frame)
        else line.kind == "note" and line.text in exits
        for line in lines
    )


def guarded(lines: Lines, handlers: Sequence[Way]) -> Lines:
    """Return a guarded region with what is done on its exceptions.

    Mermaid's `critical` is made for that: its options are what may go wrong in
    the first section. Where nothing of the region is drawn, only handlers that
    do something are.
    """
    if lines:
        return frames("critical", [(TRY, lines), *((way.label, way.lines) for way in handlers)])
    drawn = [way for way in handlers if any(_acts(line) for line in way.lines)]
    alone = (frame("break" if way.leaves else "opt", way.label, way.lines) for way in drawn)
    return tuple(line for lines in alone for line in lines)


def _acts(line: Message | Frame) -> bool:
    return isinstance(line, Frame) or line.kind != "note"
