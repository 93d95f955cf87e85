"""How much work something is: the lines that it runs, each pass of a loop among them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    Tracer = Callable[[FrameType, str, Any], Any]

TIMES = 4
"""How many times bigger the bigger one of two inputs is."""

MOST = 1.5 * TIMES
"""So many times the work it may be: sorting and halving add a little, a square would be 16."""


def lines_run(work: Callable[[], object]) -> int:
    """Return how many lines of Python `work` runs, in loops each time anew."""
    count = 0

    def trace(_frame: FrameType, event: str, _told: object) -> Tracer:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[int], Callable[[], object]], size: int) -> float:
    """Return how many times as much work it is for an input `TIMES` times the size.

    `work` prepares the input of a size, which doesn't count, and returns what is to be counted.
    """
    small, big = (lines_run(work(each)) for each in (size, TIMES * size))
    return big / small
