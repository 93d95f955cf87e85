"""Programs whose every step is much work: each ends soon, as the steps count the work."""

from __future__ import annotations

import pytest

from tests.trust.anyfile.labour import LABOUR, MAX_SECONDS, seconds_of
from tests.trust.anyfile.way import passed, reader

SHARE = 5
"""One program in so many; `python -m tests.trust.anyfile` tries all."""


@pytest.mark.parametrize("name", sorted(LABOUR)[1::SHARE])
def test_much_work_in_few_steps_ends_soon(name, tmp_path):
    assert seconds_of(name, tmp_path / "case.py") < MAX_SECONDS


def test_a_line_is_told_of_a_few_times_only(tmp_path):
    (tmp_path / "case.py").write_text("for i in range(500):\n    open(f'{i}.csv')\n")
    told = [problem.message for problem in passed(reader(tmp_path), tmp_path / "case.py").problems]
    assert len(told) == 21
    assert told[-1] == "has 480 more such problems"
