"""The example project passes as it is, and is what its README says: a run to look at, and break."""

from __future__ import annotations

import difflib
import re

import pytest

from pytest_etl_diagram.diagrams.kinds import kinds
from pytest_etl_diagram.mermaid.document import parse
from tests.example.inside import run_here
from tests.example.mutations import MUTATIONS
from tests.example.project import (
    EVENTS,
    EXAMPLE,
    SALES,
    SALES_DAG,
    SALES_TASKS,
    Example,
)
from tests.mermaid.real import meant, understood

SALES_SNAPSHOT = f"{SALES}/dag.daily_sales_etl.md"
_FOLDER = EXAMPLE / "__etl_diagrams__"
SNAPSHOTS = sorted(path.relative_to(_FOLDER).as_posix() for path in _FOLDER.rglob("*.md"))


@pytest.fixture
def example(tmp_path):
    return Example(tmp_path)


def mutation(name):
    (found,) = (each for each in MUTATIONS if each.name == name)
    return found


def changed_lines(before, after):
    """Return the signs of the lines that differ, as `git diff --stat` counts them."""
    diff = difflib.ndiff(before.splitlines(), after.splitlines())
    return sorted(line[0] for line in diff if line[0] in "+-")


def test_example_passes_as_it_is(example):
    """As `pytest --etl-diagrams example_project` does in this repository, with its settings."""
    above = example.root.parent
    (above / "pyproject.toml").write_text('[tool.pytest.ini_options]\ntestpaths = ["tests"]\n')
    inner, example.root = example.root, above
    run = example.run("--etl-diagrams", inner.name)
    assert run.code == 0, run.text
    assert f"rootdir: {inner}\nconfigfile: pyproject.toml\n" in run.text
    assert f"{len(SNAPSHOTS)} passed" in run.text
    assert {diagram["status"] for diagram in run.report["diagrams"]} == {"passed"}
    assert {diagram["kind"] for diagram in run.report["diagrams"]} == kinds().keys()
    assert run.report["orphans"] == run.report["problems"] == []


def test_snapshots_hold_every_task_and_nothing_unknown(example):
    snapshots = {name: text for name, text in example.snapshots().items() if "/dag." in name}
    assert sorted(snapshots) == [SALES_SNAPSHOT, f"{EVENTS}/dag.user_events.md"]
    chain = parse(snapshots[SALES_SNAPSHOT]).graph
    tasks = [node.name for node in chain.nodes if node.role != "schedule"]
    assert sorted(tasks) == sorted(SALES_TASKS)
    assert not any(re.search(r"(?<!\{)\{[a-z]", text) for text in snapshots.values())


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_mermaid_understands_the_snapshots_as_meant(example, name):
    assert understood(example.drawing(name)) == meant(parse(example.snapshots()[name]).graph)


def test_a_verbose_failure_names_each_task_of_a_sum_with_its_line(example):
    example.make(mutation("retries of all tasks reduced"))
    run = run_here(example, "-v", "-o", "etl_diagrams_kinds=dag")
    line = example.line_of(SALES, '"retries": 1')
    for task in SALES_TASKS:
        row = rf"- {task} +retries: 3 → 1 +{re.escape(SALES)}:{line}$"
        assert re.search(row, run.text, re.MULTILINE), run.text
    assert f"{len(SALES_TASKS)} stages" in run.text


def test_stage_put_in_changes_four_lines_of_one_snapshot(example):
    before = example.snapshots()
    example.make(mutation("stage put in"))
    assert run_here(example, "--snapshot-update", "-o", "etl_diagrams_kinds=dag").code == 0
    after = example.snapshots()
    assert changed_lines(before[SALES_SNAPSHOT], after[SALES_SNAPSHOT]) == ["+", "+", "+", "-"]
    assert {name for name in before if before[name] != after[name]} == {SALES_SNAPSHOT}
    assert run_here(example, "-o", "etl_diagrams_kinds=dag").code == 0


def test_command_of_a_failure_accepts_it(example):
    example.make(mutation("schedule changed"))
    text = run_here(example, SALES).text
    assert f"pytest --etl-diagrams --snapshot-update '{SALES_DAG}'" in text
    assert run_here(example, "--etl-diagrams", "--snapshot-update", SALES_DAG).code == 0
    assert run_here(example, SALES).code == 0
