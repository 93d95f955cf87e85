"""The colours of a failure's text, where pytest has colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pytest_etl_diagram.report.look import DIFF_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

Markup = Mapping[str, bool]
"""Colours and weights, as pytest's terminal writer names them."""

PLAIN: Markup = {}

LEVEL_MARKUP: Mapping[str, Markup] = {
    "breaking": {"red": True, "bold": True},
    "warning": {"yellow": True, "bold": True},
    "info": {"cyan": True, "bold": True},
}
"""How the levels look, by name."""

_BY_FIRST_WORD = {level.upper(): markup for level, markup in LEVEL_MARKUP.items()}
_BY_SIGN: Mapping[str, Markup] = {"+": {"green": True}, "-": {"red": True}, "@": {"cyan": True}}


class Writer(Protocol):
    """What of pytest's terminal writer is used."""

    def line(self, s: str = "", **markup: bool) -> None:
        """Write a line."""


@dataclass(frozen=True, slots=True)
class Headline:
    """What pytest's short summary and JUnit XML show of a failure."""

    message: str


@dataclass(frozen=True, slots=True)
class PaintedText:
    """A failure's text as pytest wants it: it writes itself, in colours if there are any.

    Without a headline of its own pytest repeats the whole text in its short
    summary wherever `CI` is set.
    """

    text: str

    @property
    def reprcrash(self) -> Headline:
        """Return the first line, under the name by which pytest asks for it."""
        return Headline(self.text.partition("\n")[0])

    def toterminal(self, tw: Writer) -> None:
        """Write the text, line by line."""
        for line, markup in _painted(self.text):
            tw.line(line, **markup)

    def __str__(self) -> str:
        """Return the text itself, which is what reports in files hold."""
        return self.text


def _painted(text: str) -> Iterator[tuple[str, Markup]]:
    """Yield each line with its colours: levels by their word, the diff by its signs."""
    in_diff = False
    for line in text.split("\n"):
        in_diff = line == DIFF_TITLE or (in_diff and line != "")
        table, key = (_BY_SIGN, line[:1]) if in_diff else (_BY_FIRST_WORD, line.partition(" ")[0])
        yield line, table.get(key, PLAIN)
