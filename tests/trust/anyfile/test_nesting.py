"""Code that nests, of every kind and depth: drawn, or refused with a line, and no process ends."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.syntax import parse
from tests.trust.anyfile.nesting import KINDS

ROOT = Path(__file__).parents[3]
ENDLESS = {"elif", "decorators", "patterns", "lists", "sums", "lambdas", "texts side by side"}
"""Kinds of which one more level costs no indentation: a file may have any number."""
REFUSED = {"await", "decorated", "patterns", "f-strings"}
"""Kinds that aren't read when they are deep, or by every parser."""


def test_no_kind_of_nesting_ends_the_process():
    """In a process of its own: a parser without measure would end ours."""
    code = "from tests.trust.anyfile.test_nesting import all_kinds\nall_kinds()"
    command = [sys.executable, "-c", code]
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")


def all_kinds() -> None:
    """Parse each kind at depths where it is read, refused by us, and refused by the parser."""
    for name, kind in KINDS.items():
        for depth in (199, 20_000 if name in ENDLESS else 1_190):
            started = time.process_time()
            try:
                parse("x.py", kind(depth))
            except SourceError as error:
                assert error.line or "deeply" in error.message, (name, depth, error)  # noqa: PT017
            assert time.process_time() - started < 5, (name, depth)


@pytest.mark.parametrize("name", sorted(set(KINDS) - REFUSED))
def test_what_nests_as_people_write_it_is_read(name):
    parse("x.py", KINDS[name](12))


LADDERS = {
    "comments that end in a backslash": "elif a: # \\\n b('''\nx\n''')\n",
    "lines that go on": "elif a \\\n:\n b()\n",
    "brackets over lines": "elif (a\n):\n b()\n",
    "blanks and form feeds": "elif a:\n  \n\t\f\n b();\\\n  c()\n",
}


@pytest.mark.parametrize("name", LADDERS)
def test_a_ladder_that_ends_the_parser_is_refused_however_it_is_written(name):
    with pytest.raises(SourceError, match="an `if` of over 800 branches"):
        parse("x.py", "if a:\n b()\n" + LADDERS[name] * 1_600)


def test_many_short_ladders_are_read():
    parse("x.py", "if a:\n b()\nelif c:\n b()\n" * 2_000)


def test_a_variable_called_case_may_hold_what_nests():
    parse("x.py", f"case = {'[' * 30}{']' * 30}\ncase({'[' * 10}{']' * 10})\n")
