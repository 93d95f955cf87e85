"""A part of every library there is, and all files that are there to trouble parsers."""

from __future__ import annotations

import pytest

from tests.trust.anyfile.libraries import all_pass, files_of, libraries

SHARE = 400
"""One file in so many; `python -m tests.trust.anyfile` goes through more."""
TORTURE = ("badsyntax", "bad_coding", "test_patma", "tokenizedata", "typinganndata", "badsyn")
"""Parts of the paths of files that are there to trouble parsers."""


@pytest.mark.parametrize("library", libraries(), ids=lambda path: path.parents[1].name)
def test_a_part_of_a_library_goes_the_whole_way(library, tmp_path):
    files = files_of(library)
    hard = [path for path in files if any(part in path.as_posix() for part in TORTURE)]
    chosen = [*files[11::SHARE][:6], *hard[:12]]
    assert len(list(all_pass(chosen, tmp_path))) == len(chosen)
