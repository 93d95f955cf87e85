"""Cuts, flips and bytes that Hypothesis draws, and makes smaller when a file with them fails."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from tests.trust.anyfile.mutants import HOSTILE, Original, goes_through

if TYPE_CHECKING:
    from collections.abc import Sequence

    Edits = Sequence[tuple[float, float, bytes]]

_PLACES = st.floats(0, 1, exclude_max=True)
_PUT = st.tuples(_PLACES, st.just(0.0), st.one_of(st.binary(max_size=4), st.sampled_from(HOSTILE)))
_REMOVED = st.tuples(_PLACES, _PLACES, st.just(b""))
_CHANGED = st.tuples(_PLACES, st.just(0.001), st.binary(min_size=1, max_size=2))
BATCH = 20
EDITS = st.lists(st.one_of(_PUT, _REMOVED, _CHANGED), min_size=1, max_size=3)
"""Edits of a file: where, and how much of it, as parts of its length, and what comes there."""


def edited(data: bytes, edits: Edits) -> bytes:
    """Return bytes of which parts are replaced."""
    for start, length, new in edits:
        first = int(start * len(data))
        data = data[:first] + new + data[first + int(length * len(data)) :]
    return data


def goes_edited(original: Original, edits: Edits) -> None:
    """Take a project with one file edited the whole way; raises what escapes."""
    with tempfile.TemporaryDirectory() as folder:
        goes_through(original, lambda data: edited(data, edits), Path(folder) / "project")


def draw(originals: Sequence[Original], start: int, seconds: float) -> int:
    """Edit files for some seconds, from a seed on; return how many. Raises the smallest failure."""
    ends = time.monotonic() + seconds
    drawn = 0
    while time.monotonic() < ends:
        _some(originals, start + drawn)
        drawn += BATCH
    return drawn


def _some(originals: Sequence[Original], start: int) -> None:
    @seed(start)
    @settings(max_examples=BATCH, deadline=None, database=None, derandomize=False)
    @given(st.sampled_from(originals), EDITS)
    def check(original: Original, edits: Edits) -> None:
        goes_edited(original, edits)

    check()
