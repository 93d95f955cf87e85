"""Keeping lists to the room that there is, without losing anything silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_REST = 40
"""Room for the line that counts what is left out."""


def listed_lines(lines: Sequence[str], room: int, rest: str = "- and {} more") -> list[str]:
    """Return the lines that fit into `room` characters, the last one counting the others.

    `rest` is that line, with `{}` for the count.
    """
    if sum(len(line) + 1 for line in lines) <= room:
        return list(lines)
    shown: list[str] = []
    left = room - _LONGEST_REST
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            break
        shown.append(line)
    return [*shown, rest.format(len(lines) - len(shown))]
