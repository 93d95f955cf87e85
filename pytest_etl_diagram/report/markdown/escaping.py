"""Names, values and texts of other people in Markdown, where they must show as they are.

Code spans keep everything from meaning something: emphasis, tags, links, and what forges make
of `@team`, `#12` or a commit's hash. Where a backtick, a table's `|` or a blank at an end would
spoil a code span, the tag that it stands for is written instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.escape import MARKDOWN, escape
from pytest_etl_diagram.report.words import LONGEST_SENTENCE, shortened, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPOILS_A_SPAN = re.compile(r"[`|\\]|\A | \Z|  ")
_EMPTY = '""'
_TICKS = re.compile("`+")
_IN_PROSE = re.compile(r"[\\`*_~<>&\[\]|$!{}^]|:(?=//|\w+:)|(?<=www)\.")
_CALLS = re.compile(r"([@#])(?=\w)")
_CUT_OFF = "\u200b"
"""A blank without width: behind it a name or number is no mention any more."""


def code(text: str, longest: int = LONGEST_SENTENCE) -> str:
    """Return a text in one line of code, cut in the middle where it is too long."""
    shown = shortened(text, longest) or _EMPTY
    if _SPOILS_A_SPAN.search(shown):
        return f"<code>{escape(shown, MARKDOWN)}</code>"
    return f"`{shown}`"


def prose(text: str) -> str:
    """Return a sentence of ours, which may hold values of others, in one line."""
    entities = _IN_PROSE.sub(lambda match: f"&#{ord(match[0])};", visible(text))
    return _CALLS.sub(rf"\1{_CUT_OFF}", entities)


def fenced(language: str, lines: Iterable[str]) -> str:
    """Return lines in a fence that nothing in them can close."""
    text = "\n".join(lines).rstrip("\n")
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    fence = "`" * max(longest + 1, 3)
    return f"{fence}{language}\n{text}\n{fence}"


def folded(title: str, body: str) -> str:
    """Return a body that is folded in below a title of ours."""
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"
