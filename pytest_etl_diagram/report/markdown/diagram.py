"""All that is told of one diagram, as far as there is room for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.rules import rule
from pytest_etl_diagram.mermaid.parts import HOST, Limits
from pytest_etl_diagram.report.markdown.drifts import parts, told
from pytest_etl_diagram.report.markdown.escaping import code, fenced, folded, prose
from pytest_etl_diagram.report.markdown.room import listed_lines
from pytest_etl_diagram.report.markdown.verdict import (
    WRITTEN_DIFFERENTLY,
    named,
    open_hits,
    rules,
    source,
    where,
)
from pytest_etl_diagram.report.overlay import overlay
from pytest_etl_diagram.report.words import counted, visible
from pytest_etl_diagram.snapshot import diff_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.report.entries import Comparison, Entry

PARTS_ROOM, DIFF_ROOM = 4_000, 6_000
"""The most characters of what sums sum up and of a diff; lines that have no room are counted."""

_LEGEND = "What changed: `+` came, `\u2212` went, `~` is different."
_LEAST_DRAWING, _LEAST_LIST = 1_500, 300
"""With less room than this a drawing, or a list, isn't worth having."""

_NOTE_ROOM = 120
_AROUND = 100
"""Room for the note on what is left out, and for what stands around a drawing or list."""


@dataclass(frozen=True, slots=True)
class Told:
    """A diagram to tell of: how it was, and what its old snapshot is called in a diff."""

    entry: Entry
    old: Comparison
    was: str = "committed"


def diagram(told_of: Told, room: int) -> str:
    """Return what changed in a diagram, in at most `room` characters.

    Behind the words come the drawing, what sums sum up and the snapshot's diff, as far as there
    is room; what isn't there is named. Returns "" where not even the worst drift has room.
    """
    entry, old = told_of.entry, told_of.old
    hits = open_hits(old)
    words = told(hits, entry.kind) if hits else [prose(rule("layout-only").why)]
    origin = f"{source(entry)}{f', before {code(old.snapshot)}' if old.snapshot else ''}"
    head = f"### {named(entry)}: {counted(hit.drift for hit in hits) or WRITTEN_DIFFERENTLY}"
    blocks = [head, origin]
    left = room - _NOTE_ROOM - sum(len(block) + 2 for block in blocks)
    shown = _fitting(words, left)
    if not shown:
        return ""
    blocks += shown
    left -= sum(len(block) + 2 for block in shown)
    missed = []
    for name, make in _EXTRAS:
        text = make(told_of, left - _AROUND)
        if text is None or len(text) + 2 > left:
            missed.append(name)
        elif text:
            blocks.append(text)
            left -= len(text) + 2
    note = [f"Left out here for want of room: {', '.join(missed)}."] if missed else []
    return "\n\n".join([*blocks, *note])


def _fitting(words: list[str], room: int) -> list[str]:
    """Return the first blocks that have room, with the count of the others; none for none."""
    shown = list(words)
    while shown and sum(len(block) + 2 for block in shown) > room:
        shown.pop()
        rest = f"and {len(words) - len(shown)} more kinds of drift"
        if shown and sum(len(block) + 2 for block in (*shown, rest)) <= room:
            return [*shown, rest]
    return shown


def _drawing(told_of: Told, room: int) -> str | None:
    """Return the overlay, "" where there is nothing to draw, None where there is no room."""
    new, old = told_of.entry.graph, told_of.old
    if new is None or not open_hits(old):
        return ""
    if room < _LEAST_DRAWING:
        return None
    limits = Limits(HOST.edges, min(HOST.characters, room * 2 // 3))
    text = overlay(old.graph, new, old.renamed, limits)
    return f"{_LEGEND}\n\n{fenced('mermaid', text.splitlines())}"


def _parts(told_of: Told, room: int) -> str | None:
    lines = parts(open_hits(told_of.old), told_of.entry.kind)
    if not lines:
        return ""
    if room < _LEAST_LIST:
        return None
    return folded("Each part of the sums", "\n".join(listed_lines(lines, min(PARTS_ROOM, room))))


def _diff(told_of: Told, room: int) -> str | None:
    if room < _LEAST_LIST:
        return None
    name = told_of.old.snapshot or told_of.entry.snapshot
    diff = diff_lines(told_of.old.text, told_of.entry.drawing, name)
    lines = [visible(line) for line in (f"--- {name} ({told_of.was})", *diff[1:])]
    shown = listed_lines(lines, min(DIFF_ROOM, room), "... {} more lines")
    return folded("Snapshot diff", fenced("diff", shown))


_EXTRAS: tuple[tuple[str, Callable[[Told, int], str | None]], ...] = (
    ("the drawing", _drawing),
    ("what the sums sum up", _parts),
    ("the snapshot's diff", _diff),
)
"""What may stand below the words."""


def one_line(told_of: Told) -> str:
    """Return what changed in a diagram as an item of a list."""
    entry, hits = told_of.entry, open_hits(told_of.old)
    if not hits:
        return f"- {named(entry)}: {WRITTEN_DIFFERENTLY} \u00b7 {source(entry)}"
    levels = counted(hit.drift for hit in hits)
    return f"- {named(entry)}: {levels} ({rules(hits)}) \u00b7 {where(hits[0]) or source(entry)}"
