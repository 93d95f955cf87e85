"""Where in the new sequence a line stands, or stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.keys import section_key

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.sequences.difference import Difference, Side


def nodes_near(between: Difference, side: Side, number: int) -> tuple[str, ...]:
    """Return the keys by which a line of a side can be placed in the new sequence, best first."""
    return _of_removed(between, number) if side.is_old else _own(between, number)


def _own(between: Difference, number: int) -> tuple[str, ...]:
    line = between.new.course.lines[number]
    return (between.new.course.key(line), line.message.source)


def _of_removed(between: Difference, number: int) -> tuple[str, ...]:
    """Return keys by which a line that is gone can be placed, best first.

    After its own: what still stands beside it in its innermost section, that section, and so
    on outwards. What is done for the same call comes first, being of the same function.
    """
    old, new = between.old.course, between.new.course
    line = old.lines[number]
    keys = [old.key(line)]
    for depth in range(len(line.spots), -1, -1):
        inside = [
            (old.lines[one].within != line.within, one > number, abs(one - number), other)
            for one, other in between.alignment.pairs
            if old.lines[one].spots[:depth] == line.spots[:depth]
        ]
        keys += [new.key(new.lines[min(inside)[-1]])] if inside else []
        keys += [section_key(*old.label(line.spots[depth - 1]))] if depth else []
    return tuple(dict.fromkeys((*keys, line.message.source)))
