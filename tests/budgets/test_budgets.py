"""Whatever a file does, reading it ends soon, within bounds, and never in an exception.

Every source of `cases.py` is read in a process of its own (see `server.py`):
within 2 seconds of CPU time and 300 MB.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from .cases import EVALUATED, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a child is forked for each file")

SECONDS = 2
MEGABYTES = 300


@pytest.fixture(scope="module")
def measure() -> Iterator[Callable[[Path], dict[str, Any]]]:
    """Return what reads a file in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.budgets.server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:

        def ask(path: Path) -> dict[str, Any]:
            assert server.stdin is not None
            assert server.stdout is not None
            server.stdin.write(f"{path}\n")
            server.stdin.flush()
            found: dict[str, Any] = json.loads(server.stdout.readline())
            return found

        yield ask


def within_bounds(
    text: str, measure: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> dict[str, Any]:
    path = tmp_path / "case.py"
    path.write_text(text, encoding="utf-8")
    found = measure(path)
    assert "crash" not in found, found["crash"]
    assert found["seconds"] < SECONDS
    assert found["megabytes"] < MEGABYTES
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_a_source_past_a_budget_is_one_fatal_problem_of_its_file(name, measure, tmp_path):
    found = within_bounds(REFUSED[name], measure, tmp_path)
    fatal = [problem for problem in found["problems"] if problem[3]]
    assert len(fatal) == 1
    assert fatal[0][0] == "case.py"
    assert found["diagrams"] == []


@pytest.mark.parametrize("name", EVALUATED)
def test_a_source_within_the_budgets_is_read(name, measure, tmp_path):
    found = within_bounds(EVALUATED[name], measure, tmp_path)
    assert [problem for problem in found["problems"] if problem[3]] == []


def test_other_files_are_read_after_one_past_its_budget(project):
    project.write("bad.py", REFUSED["a loop without end"])
    project.write("huge.py", REFUSED["brackets nested 5,000 deep"])
    project.write("good.py", "from airflow import DAG\nwith DAG('good'):\n    pass\n")
    assert [
        d.name for name in ("bad.py", "huge.py", "good.py") for d in project.read(name).diagrams
    ] == ["good"]


def test_an_imported_module_past_its_budget_is_a_problem_of_the_file_that_imports_it(project):
    project.write("helper.py", REFUSED["a loop without end"])
    reading = project.read_text(
        "import helper\nfrom airflow import DAG\nwith DAG('d'):\n    pass\n"
    )
    assert [(p.path, p.line, p.fatal) for p in reading.problems] == [("helper.py", 1, True)]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a loop without end that makes things", 2),
        ("loops within loops", 3),
        ("a string that doubles", 3),
        ("a 5,000 links chain over lines", None),
        ("a tower of powers", 1),
    ],
)
def test_the_problem_says_where_why_and_what_to_do(name, line, project):
    (problem,) = project.read_text(REFUSED[name]).problems
    if line is not None:
        assert problem.line == line
    assert problem.message.endswith("or exclude the file (etl_diagrams_exclude)")


CYCLES = {
    "two modules that import each other": {
        "a.py": "import b\nX = 1\n",
        "b.py": "import a\nY = a.X\n",
    },
    "two modules that take names from each other": {
        "a.py": "from b import Y\nX = 1\n",
        "b.py": "from a import X\nY = X\n",
    },
    "two modules that take all names from each other": {
        "a.py": "from b import *\nX = 1\n",
        "b.py": "from a import *\nY = X\n",
    },
    "a module that imports itself": {"a.py": "import a\nfrom a import *\nX = a.X\n"},
    "a package that imports itself": {
        "a/__init__.py": "from . import b\nfrom .b import *\nfrom . import *\n",
        "a/b.py": "from . import b\nfrom .. import a\nfrom a import b as c\n",
    },
}


@pytest.mark.parametrize("name", CYCLES)
def test_modules_that_import_in_a_circle_are_read_once(name, project):
    for path, text in CYCLES[name].items():
        project.write(path, text)
    reading = project.read_text(
        "import a\nfrom a import *\nx = a.X\nfor i in range(2):\n    import a\n"
    )
    assert [p for p in reading.problems if p.fatal] == []


def test_a_chain_of_imports_may_be_long(project):
    for i in range(150):
        project.write(f"m{i}.py", f"from m{i + 1} import X\n")
    project.write("m150.py", "X = 'end'\n")
    assert project.value("from m0 import X", "X") == "end"
