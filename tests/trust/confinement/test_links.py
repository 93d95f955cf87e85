"""Links out of the root folder, and plain paths there: told, and nothing behind them is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from . import watching
from .building import LEADS_OUT, WITHHELD, Case, build, made_link, reading
from .linked import CASES, FINE
from .watching import Confinement

if TYPE_CHECKING:
    from pathlib import Path


def _state(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@dataclass(frozen=True)
class Ran:
    """A case that was run: its root folder, how that went, and the folder outside before it."""

    root: Path
    done: watching.Watched
    before: dict[str, tuple[bytes, int]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Run all cases in one process, for all tests here."""
    cases = CASES | FINE
    roots = [build(case, tmp_path_factory.mktemp("case")) for case in cases.values()]
    before = [_state(root.parent / "outside") for root in roots]
    done = watching.run_pytest_in_turn(roots, "--snapshot-update", "-p", "no:python")
    return dict(zip(cases, map(Ran, roots, done, before), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_nothing_behind_it_is_opened(ran, name):
    case, root, done = CASES[name], ran[name].root, ran[name].done
    assert done.events
    assert Confinement.to(root).breaches(done.events) == []
    assert case.told in done.output
    assert "INTERNALERROR" not in done.output
    assert WITHHELD not in done.output
    assert case.status is None or done.status == case.status, done.output
    outside = root.parent / "outside"
    assert _state(outside) == ran[name].before
    drawn = [path for path in root.rglob("*.md") if outside not in path.resolve().parents]
    assert not any(WITHHELD in path.read_text(encoding="utf-8") for path in drawn)


ONCE = [
    "what Compose extends", "a link that Compose includes", "an environment of Compose",
    "a resource of Kustomize", "an include of Meltano",
]  # fmt: skip


@pytest.mark.parametrize("name", ONCE)
def test_what_is_refused_is_not_said_to_be_absent(ran, name):
    told = [line for line in ran[name].done.output.splitlines() if "linked" in line]
    assert any(LEADS_OUT in line for line in told)
    assert [line for line in told if "no " in line.partition(LEADS_OUT)[0]] == []
    assert [line for line in told if "isn't a file" in line] == []


@pytest.mark.parametrize("folder", ["__etl_diagrams__", "../outside"], ids=["a link", "a path"])
def test_an_update_looks_for_no_snapshots_outside(tmp_path, folder):
    settings = ("pytest.ini", f"[pytest]\netl_diagrams_dir = {folder}\n")
    links = (("__etl_diagrams__", "../outside"),) if folder == "__etl_diagrams__" else ()
    root = build(Case((settings, *reading("x = 'x'")), links), tmp_path)
    done = watching.run((watching.START, "-p", "watch", "--snapshot-update"), root)
    assert Confinement.to(root).breaches(done.events) == []
    assert "etl_diagrams_dir: " in done.output
    assert done.status == pytest.ExitCode.USAGE_ERROR


def test_links_inside_the_root_folder_work_and_circles_end(ran):
    root, done = ran["links inside"].root, ran["links inside"].done
    assert done.status == 0, done.output
    assert "insideinside" in (root / "__etl_diagrams__/dags/own.py/dag.own.md").read_text()
    assert sorted(path.name for path in root.rglob("dag.*.md")) == ["dag.own.md"]


def test_a_link_that_is_left_out_by_a_setting_is_not_told(ran):
    done = ran["links that are excluded"].done
    assert done.status == 0, done.output
    assert "can't be read" not in done.output


TEST = "def test_z():\n    pass\n"
BACK = tuple((f"dags/back{number}", "../dags") for number in range(3))
WALKED = {
    "circles": (
        ".",
        (*BACK, ("dags/in/up", "../.."), ("tests/aside", "../dags/in")),
        ["dags/in/test_x.py", "tests/aside/test_x.py", "tests/test_y.py"],
    ),
    "a link above what is named": (
        "tests",
        (*BACK, ("tests/up", "..")),
        ["tests/test_y.py", "tests/up/dags/in/test_x.py", "tests/up/tests/test_y.py"],
    ),
}


@pytest.mark.parametrize(("named", "links", "tests"), WALKED.values(), ids=WALKED)
def test_links_back_are_no_circles_for_pytest_either(tmp_path, named, links, tests):
    files = (("dags/in/test_x.py", TEST), ("tests/test_y.py", TEST))
    root = build(Case((*reading("x = 'x'"), *files), links), tmp_path)
    lines = watching.run_pytest(root, "--collect-only", "-q", named).output.splitlines()
    found = [line.removesuffix("::test_z") for line in lines if line.endswith("::test_z")]
    assert sorted(found) == tests


def test_what_is_told_changes_with_the_link_although_the_run_remembers(project):
    project.write("dags/own.py", dict(reading("x = open('dags/conf.yml').read()"))["dags/own.py"])
    outside = project.root.parent / "outside.yml"
    outside.write_text("name: x\n", encoding="utf-8")
    link = project.root / "dags/conf.yml"
    made_link(link, str(outside))
    assert LEADS_OUT in project.accept().stdout.str()
    link.unlink()
    gone = project.run().stdout.str()
    assert LEADS_OUT not in gone
    assert "isn't in the repository" in gone
    made_link(link, str(outside))
    assert LEADS_OUT in project.run().stdout.str()
