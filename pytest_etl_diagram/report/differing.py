"""Two long values side by side: cut where they are equal, so that the difference is seen."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.members import members
from pytest_etl_diagram.report.words import LONGEST_VALUE, shortened, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_AROUND = 8
"""At least so many characters are shown of what both have in common, on each side."""

_CUT = "..."

BECOMES = " → "
"""What stands between a value before and after."""


def differing(before: str, after: str) -> tuple[str, str]:
    """Make two values visible and short enough to read, with what differs in them.

    Of long lists only the members are told that the other one hasn't, and how many stay. Of
    other long values what both begin and end with is left out first.
    """
    before, after = _lists(visible(before), visible(after))
    if max(len(before), len(after)) <= LONGEST_VALUE or before == after:
        return shortened(before), shortened(after)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    longest = max(len(text) - start - end for text in (before, after))
    around = max((LONGEST_VALUE - longest) // 2, _AROUND)
    return _cut(before, start - around, end - around), _cut(after, start - around, end - around)


def quoted(values: Iterable[str | None]) -> list[str | None]:
    """Put values into quotes where one couldn't be told from the other otherwise.

    That is where one is empty, or holds the arrow that stands between them. None stays None.
    """
    values = list(values)
    has_arrow = any(BECOMES.strip() in value for value in values if value)
    return [
        f'"{value}"' if value == "" or (value is not None and has_arrow) else value
        for value in values
    ]


def _lists(before: str, after: str) -> tuple[str, str]:
    """Return of two long lists what only one of them has, and how many the others are."""
    was, is_now = members(before), members(after)
    same = set(was) & set(is_now)
    if not same or max(len(before), len(after)) <= LONGEST_VALUE:
        return before, after
    others = f"{len(same)} that stay{'s' if len(same) == 1 else ''}"
    first, second = (
        ", ".join([*(each for each in told if each not in same), others]) for told in (was, is_now)
    )
    return (before, after) if first == second else (first, second)


def _common(before: str, after: str) -> int:
    """Return with how many equal characters two texts begin."""
    pairs: Iterable[tuple[str, str]] = zip(before, after, strict=False)
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], pairs))


def _cut(text: str, start: int, end: int) -> str:
    """Leave out so many characters of both ends, where that makes the text shorter."""
    left = start if start > len(_CUT) else 0
    right = end if end > len(_CUT) else 0
    longest = LONGEST_VALUE + _AROUND * (bool(left) + bool(right))
    middle = shortened(text[left : len(text) - right], longest)
    return f"{_CUT if left else ''}{middle}{_CUT if right else ''}"
