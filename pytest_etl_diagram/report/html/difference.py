"""Two texts side by side: which line became which, and what is new within it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Segments = list[str]
"""A line cut up: what stayed, what changed, what stayed, … (each may be "")."""

Row = tuple[str, int, int, int] | tuple[str, Segments, Segments] | tuple[str, int]
"""A row of the table; lines count from 0.

`("=", left, right, count)`: so many equal lines. `("~", left, right)`: a line that became
another one, cut up. `("-", left)` and `("+", right)`: a line without a counterpart. The
numbers of lines of `~` follow from the rows before it.
"""

_TOKEN = re.compile(r"[A-Za-z0-9_]+|.", re.DOTALL)
_WORD = re.compile(r"[A-Za-z0-9_]+")
_ALIKE = 0.5
"""The share of equal tokens from which a line is told as another's successor."""


def rows(old: str, new: str) -> list[Row]:
    """Return the rows of the table that shows the lines of `old` beside those of `new`."""
    left, right = old.split("\n"), new.split("\n")
    table: list[Row] = []
    for tag, i, j, k, m in SequenceMatcher(None, left, right).get_opcodes():
        if tag == "equal":
            table.append(("=", i, k, j - i))
        else:
            table += _changed(range(i, j), range(k, m), left, right)
    return table


def _changed(
    lefts: range, rights: range, left: Sequence[str], right: Sequence[str]
) -> Iterator[Row]:
    """Pair lines of the same node or edge, and what is between them by its place."""
    keys = [_key(left[at]) for at in lefts], [_key(right[at]) for at in rights]
    for _, i, j, k, m in SequenceMatcher(None, *keys).get_opcodes():
        for old, new in zip_longest(lefts[i:j], rights[k:m]):
            yield from _pair(old, new, left, right)


def _key(line: str) -> tuple[str, ...]:
    """Return what tells a line from others: a node's id and role, or the ends of an edge."""
    words = _WORD.findall(line)
    return (words[0], words[-1]) if words else ()


def _pair(
    old: int | None, new: int | None, left: Sequence[str], right: Sequence[str]
) -> Iterator[Row]:
    if old is not None and new is not None:
        before, after = _TOKEN.findall(left[old]), _TOKEN.findall(right[new])
        matcher = SequenceMatcher(None, before, after)
        if matcher.ratio() >= _ALIKE:
            yield ("~", *_segments(matcher, before, after))
            return
    if old is not None:
        yield ("-", old)
    if new is not None:
        yield ("+", new)


def _segments(
    matcher: SequenceMatcher[str], before: Sequence[str], after: Sequence[str]
) -> tuple[Segments, Segments]:
    old, new = [""], [""]
    for tag, i, j, k, m in matcher.get_opcodes():
        for segments, text in ((old, "".join(before[i:j])), (new, "".join(after[k:m]))):
            is_marked = len(segments) % 2 == 0
            if is_marked == (tag != "equal"):
                segments[-1] += text
            else:
                segments.append(text)
    return old, new
