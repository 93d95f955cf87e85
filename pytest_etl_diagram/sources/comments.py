"""Comments that speak to this plugin, whatever the language of their file.

Each language finds its own comments; what a comment is about is worked out here for all of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Lines = tuple[int, int]

MARK = "etl-diagram:"
"""What such a comment begins with, after the sign of a comment."""

FOLLOWED_BY_NOTHING = (
    "nothing follows it that it could be about; write it above what it is about, or at its end"
)

_OTHER_TOOL = re.compile(r"(?<=[ \t]{2})#[ \t]*(?:noqa\b|[A-Za-z][\w-]*:).*")


@dataclass(frozen=True, slots=True)
class Comment:
    """What a comment says after its MARK, and what it is about.

    `line` is its own line, `first` to `last` are those that it is about, counted from 1; one
    about a whole file begins at 0. `fault` says why it is about nothing ("" where it is).
    """

    text: str
    line: int
    first: int = 0
    last: int = 0
    fault: str = ""


def said(comment: str, sign: str, line: int) -> Iterator[Comment]:
    """Yield what a comment says to this plugin, about nothing yet.

    `comment` begins with its sign, which `sign` is a pattern of. Others may speak in it before
    and after (`# etl-diagram: …  # noqa: E501`), and this plugin several times.
    """
    parts = re.split(rf"(?:\A|(?<=[ \t])){sign}[ \t]*{MARK}", comment)
    yield from (Comment(_OTHER_TOOL.sub("", part).strip(), line) for part in parts[1:])


def attached(comment: Comment, ranges: Sequence[Lines]) -> Comment:
    """Return a comment with the lines that it is about.

    `ranges` are the statements of its file, sorted, none in another: it is about the one that it
    stands in, else about the next.
    """
    place = bisect_left(ranges, comment.line, key=lambda lines: lines[1])
    if place == len(ranges):
        return replace(comment, fault=FOLLOWED_BY_NOTHING)
    first, last = ranges[place]
    return replace(comment, first=first, last=last)
