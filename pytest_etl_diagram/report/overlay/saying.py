"""What a line or section of the new sequence says, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.report.overlay.states import CAME, CHANGED, KEPT, turned
from pytest_etl_diagram.report.overlay.steps import Part, Step
from pytest_etl_diagram.report.words import shortened

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.sequences.difference import Difference
    from pytest_etl_diagram.drift.sequences.lines import Spot
    from pytest_etl_diagram.model import Message

LONGEST_TEXT = 120
"""A text of more characters is cut in the middle."""


def short_text(text: str) -> str:
    """Return what is said, safe to print and not too long."""
    return shortened(text, LONGEST_TEXT)


def said(message: Message) -> Message:
    """Return a message with its words as they are shown."""
    return replace(message, text=short_text(message.text))


def steps(between: Difference) -> list[Step]:
    """Return the lines of the new sequence by their numbers."""
    partners = {new: old for old, new in between.alignment.pairs}
    moved = {new for _, new in between.alignment.moved}
    return [
        _step(between, number, partners[number], is_moved=number in moved)
        if number in partners
        else Step(CAME, said(line.message))
        for number, line in enumerate(between.new.course.lines)
    ]


def _step(between: Difference, number: int, partner: int, *, is_moved: bool) -> Step:
    before, line = between.old.course.lines[partner], between.new.course.lines[number]
    was, is_now = said(before.message), said(line.message)
    text = turned(was.text, is_now.text)
    if was.target != is_now.target:
        text = f"{text} (was to {short_text(between.old.course.name(was.target))})"
    if is_moved or between.frames.moved(before, line):
        text = f"{text} (moved)"
    return Step(KEPT if text == was.text else CHANGED, replace(is_now, text=text))


def part_of(between: Difference, spot: Spot, partner: Spot | None) -> Part:
    """Return a section of the new sequence, without its lines; `partner` is what it was."""
    kind, label = between.new.course.label(spot)
    if partner is None:
        return Part(CAME, short_text(label))
    was_kind, was = between.old.course.label(partner)
    told = turned(short_text(was), short_text(label))
    if was_kind != kind and spot[1] == 0:
        told = f"{told} (was: {was_kind})"
    return Part(KEPT if told == short_text(was) else CHANGED, told)
