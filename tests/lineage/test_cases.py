"""Each folder `<format>/<case>` is one behaviour: its name says which (see tests/cases.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import check, folders

FOLDERS = folders(Path(__file__).parent)


@pytest.mark.parametrize("case", FOLDERS, ids=[f"{p.parent.name}/{p.name}" for p in FOLDERS])
def test_the_case_is_drawn_as_expected(case):
    check(case, "lineage")
