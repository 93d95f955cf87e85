"""How much room a text has, and how its lines are broken."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from pytest_etl_diagram.report.words import SHOWN_NAMES

WIDTH = 100
"""Columns where nothing else is known; only a name or path that is longer goes beyond."""

LONGEST = 40
"""Lines of a text that isn't verbose: as many as a reviewer takes in."""

INDENT = "    "

DIFF_TITLE = "Snapshot diff (- committed, + now):"
"""The line above a diff, from which on a blank line ends it."""

_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is to look: columns, and pytest's verbosity (-1 with `-q`, 1 with `-v`)."""

    width: int = WIDTH
    verbosity: int = 0

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is to be left out."""
        return self.verbosity > 0

    @property
    def names(self) -> int:
        """Return how many names a list shows before it counts the others."""
        return _ALL if self.is_whole else SHOWN_NAMES


PLAIN = Look()
"""How a text looks where nobody says otherwise."""


def wrapped(line: str, look: Look, indent: str = INDENT * 2) -> list[str]:
    """Break a line at blanks, never within a name; all but the first get the indent."""
    return wrap(
        line,
        look.width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
