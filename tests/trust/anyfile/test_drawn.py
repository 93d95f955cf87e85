"""Real files with edits that Hypothesis draws go the whole way."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trust.anyfile.drawn import EDITS, draw, edited, goes_edited
from tests.trust.anyfile.mutants import originals

ORIGINALS = originals(Path(__file__).parents[2])


@given(st.sampled_from(ORIGINALS), EDITS)
@settings(max_examples=40)
def test_an_edited_file_is_no_trouble(original, edits):
    goes_edited(original, edits)


def test_edits_put_remove_and_change():
    assert edited(b"0123456789", [(0.5, 0, b"xx")]) == b"01234xx56789"
    assert edited(b"0123456789", [(0.2, 0.5, b"")]) == b"01789"
    assert edited(b"", [(0.9, 0.9, b"a")]) == b"a"


def test_files_are_drawn_for_as_long_as_is_asked():
    assert draw(ORIGINALS[:3], 1, 0.3) > 0
