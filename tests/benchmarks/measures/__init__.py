"""All measures: a newcomer adds one module and one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import cold, dagbag, edits, growth, load, memory, off, pyreverse, warm, xdist

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.plan import Plan
    from tests.benchmarks.table import Row

MEASURES: dict[str, Callable[[Plan], Iterator[Row]]] = {
    "cold": cold.rows,
    "warm": warm.rows,
    "off": off.rows,
    "dagbag": dagbag.rows,
    "pyreverse": pyreverse.rows,
    "memory": memory.rows,
    "growth": growth.rows,
    "load": load.rows,
    "xdist": xdist.rows,
    "edits": edits.rows,
}
"""What each measure is called, and what yields its rows."""
