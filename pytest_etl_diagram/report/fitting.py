"""Keeping a text to the lines that a reviewer takes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.report.look import LONGEST, Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_etl_diagram.report.blocks import Block

LEAST_DIFF = 4
"""Fewer lines of a diff show nothing: then only their number is told."""


def fitted(blocks: Sequence[Block], others: int, look: Look) -> list[str]:
    """Return the lines of the blocks: from the end they get one line each until all fit.

    `others` is the number of lines of the text beside them. Where even one line each is too
    much the last ones are counted.
    """
    if look.is_whole:
        return [line for block in blocks for line in ("", *block.full)]
    room = LONGEST - others
    whole = len(blocks)
    while whole > 1 and _height(blocks, whole) > room:
        whole -= 1
    lines = [line for block in blocks[:whole] for line in ("", *block.full)]
    short = [block.short for block in blocks[whole:]]
    shown = max(room - len(lines) - 2, 1)
    if len(short) > shown:
        short[shown:] = [f"and {len(short) - shown} more kinds of drift; -v shows them"]
    return [*lines, *([""] if short else []), *short]


def _height(blocks: Sequence[Block], whole: int) -> int:
    short = len(blocks) - whole
    return sum(len(block.full) + 1 for block in blocks[:whole]) + short + bool(short)


def fitted_diff(lines: Sequence[str], room: int, look: Look) -> list[str]:
    """Return as much of a diff as fits into `room` lines, and how much is left out."""
    if look.is_whole or len(lines) <= room:
        return list(lines)
    shown = lines[: room - 1] if room > LEAST_DIFF else ()
    more = f"{len(lines) - len(shown)} {'more ' if shown else ''}lines; -v shows them"
    return [*shown, f"... {more}"]
