"""Helper modules are evaluated once a run: every reading is what it is without that."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.diagrams.kinds import kinds
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.world import Options
from pytest_etl_diagram.evaluate.modules import Modules
from tests.accuracy.available import examples as example_files
from tests.accuracy.corpus import locate
from tests.cases import folders
from tests.evaluate.sharing_cases import CASES, HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.evaluate.sharing_cases import Case
    from tests.reading import Files

TESTS = Path(__file__).parents[1]
EVERY = Options(tuple(kinds()))
DAGS = Options()
PROJECTS = [
    TESTS.parent / "example_project",
    *(case for area in ("frontends", "lineage") for case in folders(TESTS / area)),
    *sorted(path for path in (TESTS / "mutations" / "projects").iterdir() if path.is_dir()),
]


def read_apart(root: Path, paths: Iterable[Path], options: Options) -> dict[str, str]:
    """Return the readings of files each of which evaluates everything that it imports."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Modules, "sharing", lambda _modules, _it: contextlib.nullcontext())
        return readings(Project(root, options=options), paths)


def readings(project: Project, paths: Iterable[Path]) -> dict[str, str]:
    """Return the readings of files, read in this order by one project, by their paths."""
    return {path.as_posix(): repr(project.read(path)) for path in paths}


def write(project: Files, case: Case) -> list[Path]:
    """Write the files of a case; return those to read."""
    for name, text in case.helpers.items():
        project.write(os.path.normpath(f"dags/{name}"), text)
    texts = {"one": case.one, "two": case.two}
    return [
        project.write(f"dags/{name}.py", HEAD.format(name=name) + text)
        for name, text in texts.items()
    ]


@pytest.mark.parametrize("options", [DAGS, EVERY], ids=["dag", "every kind"])
@pytest.mark.parametrize("name", CASES)
def test_a_file_is_read_as_if_it_was_the_only_one(project, name, options):
    paths = write(project, CASES[name])
    alone: dict[str, str] = {}
    for path in paths:
        alone |= read_apart(project.root, [path], options)
    for order in (paths, paths[::-1], [*paths, *paths]):
        assert readings(Project(project.root, options=options), order) == alone


@pytest.mark.parametrize("name", CASES)
def test_helpers_are_evaluated_once_where_they_can_be_shared(project, name):
    paths = write(project, CASES[name])
    read = Project(project.root)
    readings(read, paths)
    assert read._modules.evaluated == CASES[name].evaluated


def test_many_files_of_one_helper_evaluate_it_once(project):
    project.write("dags/inner.py", "ROWS = ['a']\n")
    project.write("dags/helper.py", "from inner import ROWS\ndef names():\n    return list(ROWS)\n")
    text = (
        "from helper import ROWS, names\nROWS.append('{n}')\nfor name in names():\n    show(name)\n"
    )
    paths = [
        project.write(f"dags/d{n}.py", HEAD.format(name=f"d{n}") + text.replace("{n}", f"t{n}"))
        for n in range(50)
    ]
    read = Project(project.root)
    for number, path in enumerate(paths):
        (diagram,) = read.read(path).diagrams
        tasks = [node.name for node in diagram.graph.nodes if node.fact("operator")]
        assert tasks == ["a", f"t{number}"]
    assert read._modules.evaluated == 2


def test_a_long_chain_of_helpers_is_shared(project):
    for n in range(120):
        project.write(f"dags/h{n}.py", f"from h{n + 1} import X\nX.append({n})\nY = [{n}]\n")
        project.write(f"dags/k{n}.py", f"from k{n + 1} import X\nY = X + 1\n")
    project.write("dags/h120.py", "X = []\n")
    project.write("dags/k120.py", "X = 0\n")
    texts = ("from k0 import Y\nshow(Y)\n", "import k60, h0\nshow(len(h0.X))\n", "import h60\n")
    paths = [
        project.write(f"dags/d{n}.py", HEAD.format(name=f"d{n}") + text)
        for n, text in enumerate(texts)
    ]
    alone = read_apart(project.root, paths, DAGS)
    assert readings(Project(project.root), paths) == alone
    assert readings(Project(project.root), paths[::-1]) == alone


def test_the_steps_of_a_shared_helper_count_for_each_file(project):
    long = "for a in range(300):\n    for b in range({n}):\n        X = a\n"
    project.write("dags/helper.py", long.format(n=200))
    texts = {
        "before": "import helper\n" + long.format(n=400),
        "after": long.format(n=400) + "import helper\n",
        "enough": "import helper\nshow(helper.X)\n",
    }
    paths = [
        project.write(f"dags/{name}.py", HEAD.format(name=name) + text)
        for name, text in texts.items()
    ]
    alone = read_apart(project.root, paths, DAGS)
    too_long = ["needs over 300,000 steps" in reading for reading in alone.values()]
    assert too_long == [True, True, False]
    for order in (paths, paths[::-1]):
        assert readings(Project(project.root), order) == alone


def test_how_deep_a_shared_helper_calls_counts_for_each_file(project):
    project.write(
        "dags/helper.py",
        "def down(n):\n    return 'end' if n == 0 else down(n - 1)\nX = down(25)\n",
    )
    text = (
        "def deep(n):\n    if n:\n        return deep(n - 1)\n"
        "    import helper\n    return helper.X\n"
    )
    paths = [
        project.write(f"dags/d{n}.py", HEAD.format(name=f"d{n}") + text + f"show(deep({n}))\n")
        for n in (0, 13, 14, 15, 25)
    ]
    alone = read_apart(project.root, paths, DAGS)
    assert len({"nested over 40 deep" in reading for reading in alone.values()}) == 2
    for order in (paths, paths[::-1]):
        assert readings(Project(project.root), order) == alone


@pytest.mark.parametrize("root", PROJECTS, ids=[f"{p.parent.name}/{p.name}" for p in PROJECTS])
def test_the_files_of_a_project_are_read_the_same_in_any_order(root):
    paths = sorted(root.rglob("*.py"))
    alone = read_apart(root, paths, EVERY)
    assert readings(Project(root, options=EVERY), paths) == alone
    assert readings(Project(root, options=EVERY), paths[::-1]) == alone


def test_airflows_examples_are_read_the_same_in_any_order():
    files, root = example_files()
    bases: dict[Path, list[Path]] = {}
    for base, path in (locate(root, file) for file in files):
        bases.setdefault(base, []).append(path)
    for base, paths in bases.items():
        alone = read_apart(base, paths, EVERY)
        assert readings(Project(base, options=EVERY), paths) == alone
        assert readings(Project(base, options=EVERY), paths[::-1]) == alone


def test_a_helper_past_its_budget_is_evaluated_once_and_a_problem_of_every_file(project):
    project.write("dags/inner.py", "n = 0\nwhile True:\n    n += 1\n")
    project.write("dags/helper.py", "import inner\n")
    texts = ("import helper\n", "x = 1\nimport helper\n", "import inner\n")
    paths = [
        project.write(f"dags/{name}.py", HEAD.format(name=name) + text)
        for name, text in zip(("one", "two", "three"), texts, strict=True)
    ]
    for order in (paths, paths[::-1]):
        read = Project(project.root)
        problems = {problem for path in order for problem in read.read(path).problems}
        assert {(p.path, p.fatal) for p in problems} == {("dags/inner.py", True)}
        assert len(problems) == 1
        assert "a loop of over 2,000 iterations" in problems.pop().message
        assert read._modules.evaluated <= 2
