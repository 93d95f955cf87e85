"""Putting names and values into plain text: safe to print, short enough to read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.unseen import FLOOD, HIDDEN, SELECTORS
from pytest_etl_diagram.model import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pytest_etl_diagram.model import Diagram, Drift, LocatedDrift, Location

LONGEST_VALUE = 60
"""A value of more characters is cut in the middle; the snapshot diff has it whole."""

LONGEST_SENTENCE = 240
"""The same for what is a summary already."""

SHOWN_NAMES = 5
"""A list names so many stages and counts the others."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories of characters that steer a terminal, hide, or turn the line round."""

_HIDDEN = re.compile(f"[{HIDDEN}{SELECTORS}]|{FLOOD}")

_COMMANDS = re.compile(r"(?<!\S):(?=:)|(?<=#)#(?=\w*\[)")
"""How a line begins, or what stands in it, that a CI system takes for a command of its own.

That is `::error::` on GitHub (where a text may be broken at any blank), `##[error]` there and
`##vso[...]` on Azure anywhere in a line, `##teamcity[...]`.
"""

_PLURALS = {"breaking": "breaking", "warning": "warnings", "info": "info"}


def visible(text: str) -> str:
    r"""Write control and hidden characters as escapes: an ANSI escape becomes `\x1b`.

    So is what would give a command to the CI system that reads the output.
    """
    if not text.isascii():
        text = _HIDDEN.sub(_escapes, text)
    if not text.isprintable():
        text = "".join(_escaped(c) if unicodedata.category(c) in _UNSEEN else c for c in text)
    return _COMMANDS.sub(_escapes, text) if "::" in text or "##" in text else text


def visible_lines(text: str) -> str:
    """Make each line of a text visible."""
    return "\n".join(map(visible, text.split("\n")))


def unmistakable(text: str) -> str:
    r"""Make a text visible so that different ones stay different: `\` becomes `\\`.

    Blanks other than the ASCII one are escapes, too.
    """
    shown = visible(text.replace("\\", "\\\\"))
    return "".join(char if char.isprintable() else _escaped(char) for char in shown)


def shortened(text: str, longest: int = LONGEST_VALUE) -> str:
    """Make a value visible and cut it in the middle where it has more than `longest` characters."""
    text = visible(text)
    if len(text) <= longest:
        return text
    half = (longest - 3) // 2
    return f"{text[:half]}...{text[-half:]}"


def listed(names: Sequence[str], most: int = SHOWN_NAMES) -> str:
    """Write the first five names, or `most`, and how many more there are."""
    shown = ", ".join(visible(name) for name in names[:most])
    more = len(names) - most
    return f"{shown} and {more} more" if more > 0 else shown


def counted(drifts: Iterable[Drift]) -> str:
    """Write how many drifts there are of each level, worst first: `2 breaking, 1 warning`."""
    return counted_levels(Counter(drift.level for drift in drifts))


def counted_levels(counts: Mapping[str, int]) -> str:
    """Write how many there are of each level, worst first; those that there are none of not."""
    return ", ".join(
        f"{counts[level]} {level if counts[level] == 1 else _PLURALS[level]}"
        for level in LEVELS
        if counts.get(level)
    )


def named(diagram: Diagram) -> str:
    """Write what a diagram shows and where it comes from."""
    name = f"{diagram.kind} {visible(diagram.name)}"
    return f"{name} ({visible(diagram.source)})" if diagram.source else name


def subject_of(hit: LocatedDrift, most: int = SHOWN_NAMES) -> str:
    """Write whom a drift is about; of a sum how many, and the first few of them."""
    count, separator, _ = hit.drift.subject.partition(": ")
    if not (hit.parts and separator):
        return visible(hit.drift.subject)
    return f"{visible(count)}: {listed([part.drift.subject for part in hit.parts], most)}"


def reached(hits: Sequence[LocatedDrift]) -> list[str]:
    """Return what the drifts of one rule reach beside each other, nearest first.

    A drift alone never reaches itself, but perhaps another stage of the same name.
    """
    told = {hit.drift.subject for hit in hits} if len(hits) > 1 else set()
    names = dict.fromkeys(name for hit in hits for name in hit.drift.downstream)
    return [name for name in names if name not in told]


def at(location: Location) -> str:
    """Write a location as terminals and editors link it: `path:line`."""
    path = visible(location.path)
    return f"{path}:{location.line}" if location.line else path


def _escapes(match: re.Match[str]) -> str:
    return "".join(map(_escaped, match[0]))


def _escaped(character: str) -> str:
    """Write one character as Python's `ascii` does, without the quotes; ASCII by its code."""
    shown = ascii(character)[1:-1]
    return f"\\x{ord(character):02x}" if shown == character else shown
