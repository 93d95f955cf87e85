"""The rules of drift as text: level by level, each with what happened and why it matters."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.rules import RULES, Rule
from pytest_etl_diagram.model import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MEANINGS = {
    "breaking": "data may be lost, wrong or late, or a failure may go unseen",
    "warning": "the context decides",
    "info": "something was added or made stricter",
}
"""What a level says of a drift."""

WIDEST = 100
"""Columns beyond which a line is hard to read."""

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the catalogue: its text, and the level whose colour its first part has.

    `marked` is how many characters that part has; 0 for a line without.
    """

    text: str
    level: str = ""
    marked: int = 0


def rules_of(level: str) -> tuple[Rule, ...]:
    """Return the rules of a level of the catalogue, in its order."""
    return tuple(row for row in RULES if row.level == level)


def catalogue(levels: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Return the lines of the catalogue for a terminal of `width` columns.

    `levels` are the rules to which the project gives another level, or `off`: those say so.
    """
    own = dict(levels)
    columns = min(width, WIDEST)
    lines = [line for level in LEVELS for line in _of_level(level, own, columns)]
    closing = (
        f"{len(RULES)} rules. The setting etl_diagrams_rules gives one another level, a line each: "
        "rule = breaking, warning, info or off."
    )
    return [*lines, *(Line(text) for text in wrap(closing, columns))]


def _of_level(level: str, own: dict[str, str], width: int) -> Iterator[Line]:
    """Yield a level with its meaning, then its rules."""
    rows = rules_of(level)
    head = f"{level.upper()}: {MEANINGS[level]} ({len(rows)} rules)"
    for at, text in enumerate(wrap(head, width)):
        yield Line(text, level, 0 if at else len(level))
    yield Line("")
    for row in rows:
        yield from _of_rule(row, own.get(row.id, level), width)
        yield Line("")


def _of_rule(row: Rule, here: str, width: int) -> Iterator[Line]:
    """Yield a rule with its title, and the level that it has here where that is another."""
    differs = f" - {row.level} (here: {here})" if here != row.level else ""
    head = wrap(
        f"{row.id}: {row.title}{differs}",
        width,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for at, text in enumerate(head):
        yield Line(text, row.level, 0 if at else len(row.id))
    for text in wrap(row.why, width, initial_indent=_INDENT, subsequent_indent=_INDENT):
        yield Line(text)
