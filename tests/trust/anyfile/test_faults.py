"""What goes wrong on our side is told with its line, and is the same in any order of files."""

from __future__ import annotations

import inspect
import sys

import pytest

from pytest_etl_diagram.evaluate import operators
from pytest_etl_diagram.syntax import parse
from tests.trust.anyfile.nesting import KINDS

ROOM = 120
"""So many calls are left on a stack that is nearly full."""
LIMIT = 1_000


def _fail(*_):
    raise ZeroDivisionError("of ours")


def test_a_fault_of_ours_is_told_with_the_line_that_was_evaluated(sales, monkeypatch):
    dag = sales.write_dag("dags/odd.py", "odd").read_text()
    sales.write("dags/odd.py", f"{dag}\nx = 2\ny = (x +\n  x)\n")
    monkeypatch.setattr(operators, "check_size", _fail)
    result = sales.run()
    result.assert_outcomes(passed=1, failed=1)
    line = len(dag.splitlines()) + 3
    result.stdout.fnmatch_lines(
        [f"*dags/odd.py:{line}: can't be read because of a fault in pytest-etl-diagram: *of ours*"]
    )


def test_a_fault_in_a_module_that_is_imported_is_told_there(project, monkeypatch):
    project.write("dags/helper.py", "\n\nX = [1] + [2]\n")
    project.write_dag("dags/user.py", "user", before="from helper import X")
    monkeypatch.setattr(operators, "check_size", _fail)
    result = project.run("--snapshot-update")
    result.stdout.fnmatch_lines(["*dags/helper.py:3: can't be read because of a fault*"])


@pytest.mark.parametrize("kind", ["lists", "calls", "if"])
def test_a_file_is_parsed_however_full_the_stack_is(kind):
    text = KINDS[kind](40)
    found = _at_depth(LIMIT - ROOM, lambda: parse("x.py", text))
    assert repr(found) == repr(parse("x.py", text))


def _at_depth(depth, work):
    """Return what `work` does where so many calls are around it, of LIMIT."""
    around = len(inspect.stack(0))
    usual = sys.getrecursionlimit()

    def down(more):
        return down(more - 1) if more else work()

    sys.setrecursionlimit(LIMIT)
    try:
        return down(depth - around)
    finally:
        sys.setrecursionlimit(usual)
