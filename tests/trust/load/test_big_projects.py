"""Many modules in one folder, many snapshots of one module: each is looked at once."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.collection.evaluation import Evaluation
from pytest_etl_diagram.collection.history import History
from pytest_etl_diagram.diagrams.lineage import Downstream
from tests.benchmarks.loads import FOLDER, factories, modules

if TYPE_CHECKING:
    from tests.plugin.conftest import PipelineProject

MODULES = 40
SNAPSHOTS = 60


@pytest.fixture
def many(project):
    """Return a project of many modules whose diagrams are committed."""
    write(project, modules(MODULES))
    project.accept()
    return project


def write(project: PipelineProject, files) -> None:
    for path, text in files.items():
        project.write(path, text)


def counted(monkeypatch, owner, name):
    """Count the calls of a method by its first argument."""
    calls: Counter[object] = Counter()
    work = getattr(owner, name)

    def watched(self, *args, **kwargs):
        calls[str(args[0])] += 1
        return work(self, *args, **kwargs)

    monkeypatch.setattr(owner, name, watched)
    return calls


def evaluated(monkeypatch):
    return counted(monkeypatch, Evaluation, "read")


def report(project, *arguments):
    project.run("--etl-diagrams-report=r.json", *arguments)
    return json.loads((project.root / "r.json").read_text(encoding="utf-8"))


def test_each_module_is_evaluated_once(project, monkeypatch):
    write(project, modules(MODULES))
    calls = evaluated(monkeypatch)
    project.accept()
    assert len(calls) == MODULES
    assert set(calls.values()) == {1}


@pytest.mark.parametrize("arguments", [(), ("-k", "job_00007"), ("--collect-only", "-q")])
def test_nothing_is_evaluated_again_where_nothing_changed(many, monkeypatch, arguments):
    calls = evaluated(monkeypatch)
    many.run(*arguments)
    assert not calls


def test_a_single_node_id_evaluates_its_own_file(many, monkeypatch):
    name = f"{FOLDER}/job_00007.py"
    calls = evaluated(monkeypatch)
    many.run("-p", "no:cacheprovider", f"{name}::dag[job_00007]").assert_outcomes(passed=1)
    assert [path.endswith("job_00007.py") for path in calls] == [True]


def test_one_edited_module_is_the_only_one_evaluated(many, monkeypatch):
    name = f"{FOLDER}/job_00007.py"
    many.write(name, modules(8, retries=5)[name])
    calls = evaluated(monkeypatch)
    drifted = [each for each in report(many)["diagrams"] if each["status"] == "drifted"]
    assert [each["name"] for each in drifted] == ["job_00007"]
    assert len(calls) == 1


def test_all_modules_drifted_are_told_one_by_one(many):
    write(many, modules(MODULES, retries=5))
    drifted = [each for each in report(many)["diagrams"] if each["status"] == "drifted"]
    assert len(drifted) == MODULES
    assert {drift["rule"] for each in drifted for drift in each["drift"]} == {"retries-increased"}


def test_what_hangs_together_is_found_once_however_many_drift(many, monkeypatch):
    write(many, {path: text.replace(" >> load", "") for path, text in modules(MODULES).items()})
    calls = counted(monkeypatch, Downstream, "__init__")
    told = report(many)
    rules = [drift["rule"] for each in told["diagrams"] for drift in each["drift"]]
    assert rules.count("dependency-removed") >= MODULES
    assert sum(calls.values()) == 1


def test_all_snapshots_of_a_folder_that_is_gone_are_orphans(many):
    write(many, {f"dags/kept/{number}.py": text for number, text in enumerate(modules(1).values())})
    for path in (many.root / FOLDER).iterdir():
        path.unlink()
    many.accept()
    left = [path.name for path in (many.root / "__etl_diagrams__").rglob("dag.*.md")]
    assert left == ["dag.job_00000.md"]


def test_of_a_moved_folder_each_diagram_is_its_own_successor(many):
    (many.root / FOLDER).rename(many.root / "dags/moved")
    told = report(many)
    drifted = {
        each["name"]: [drift["rule"] for drift in each["drift"]]
        for each in told["diagrams"]
        if each["kind"] == "dag"
    }
    assert drifted == {f"job_{number:05}": ["file-moved"] for number in range(MODULES)}
    assert not told["orphans"]


def test_many_snapshots_of_one_module_are_drawn_and_found_again(project, monkeypatch):
    write(project, factories(SNAPSHOTS, count=1))
    paths = counted(monkeypatch, History, "path_of")
    project.accept()
    folder = project.root / "__etl_diagrams__" / FOLDER / "factory_0.py"
    assert len(list(folder.iterdir())) == SNAPSHOTS
    assert sum(paths.values()) <= 4 * SNAPSHOTS
    project.run().assert_outcomes(passed=SNAPSHOTS)


def test_many_renamed_dags_of_one_module_are_renamed_and_nothing_is_missing(project):
    (path, text), *_ = factories(SNAPSHOTS, count=1).items()
    project.write(path, text)
    project.accept()
    project.write(path, text.replace('f"factory_0', 'f"plant_0'))
    told = report(project)
    drifted = [each for each in told["diagrams"] if each["kind"] == "dag"]
    assert {each["status"] for each in drifted} == {"drifted"}
    assert len(drifted) == SNAPSHOTS
    assert not told["orphans"]
