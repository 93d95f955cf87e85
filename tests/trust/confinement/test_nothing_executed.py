"""Real runs under the watch: over Airflow's example files, and over files made to do harm."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.accuracy.available import examples

from . import traps, watching
from .watching import Confinement

RUNS = (("--snapshot-update",), ())
"""What writes the snapshots, and what compares with them."""


def confined(root, *args):
    """Run pytest in a root folder; check that nothing of it was executed, and return the run."""
    done = watching.run_pytest(root, *args)
    assert done.events, done.output
    assert Confinement.to(root).breaches(done.events) == []
    return done


def test_of_the_accuracy_corpus_nothing_is_executed(tmp_path):
    _, corpus = examples()
    root = tmp_path / "corpus"
    shutil.copytree(corpus, root)
    (root / "pytest.ini").write_text("[pytest]\netl_diagrams = true\n")
    for args in RUNS:
        done = confined(root, "-q", "-p", "no:python", *args)
        assert done.status == 0, done.output
    assert len(list(root.rglob("dag.*.md"))) > 150


@pytest.fixture
def trapped(tmp_path):
    """A project of traps, and the folder in which those leave a mark that go off."""
    root, pit = tmp_path / "project", tmp_path / "pit"
    root.mkdir()
    pit.mkdir()
    traps.plant(root, pit)
    return root, pit


def test_no_trap_goes_off(trapped):
    root, pit = trapped
    for args in RUNS:
        done = confined(root, "-p", "no:python", *args)
        assert list(pit.iterdir()) == []
        for name in traps.CODE:
            assert f"dags/{name}.py" in done.output


@pytest.mark.parametrize(
    ("named", "mode"),
    [(".", "prepend"), ("dags/module_level.py", "importlib")],
)
def test_no_trap_goes_off_where_pytest_collects_modules(trapped, named, mode):
    root, pit = trapped
    confined(root, "--snapshot-update", f"--import-mode={mode}", named)
    assert list(pit.iterdir()) == []


def test_modules_called_as_those_that_this_package_imports_are_not_run(trapped):
    """What pytest imports when it starts, plugins among it, it finds itself: those are taken away.

    Whoever puts such a module first on Python's path by `pythonpath` has pytest run it.
    """
    root, pit = trapped
    started = watching.run(
        [watching.START, "-p", "watch", "--collect-only", "-p", "no:cacheprovider"], pit
    )
    early = {event.of for event in started.events if event.event == "import"}
    for name in {*early.intersection(traps.SHADOWS), "syrupy", "pytest_etl_diagram"}:
        for folder in (root, root / "dags"):
            (folder / f"{name}.py").unlink(missing_ok=True)
    assert {"yaml.py", "libcst.py", "sqlglot.py", "graphlib.py"} <= {
        path.name for path in root.iterdir()
    }
    (root / "conftest.py").write_text("x = 1\n")
    (root / "pytest.ini").write_text("[pytest]\npythonpath = . dags\n")
    done = watching.run_pytest(root, "-p", "no:python", "--snapshot-update")
    assert "updated" in done.output
    assert sorted(mark.name for mark in pit.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_pipes_sockets_and_devices_are_told_and_never_opened(tmp_path):
    for folder in ("dags", "config"):
        (tmp_path / folder).mkdir()
    traps.plant_special_files(tmp_path)
    done = confined(tmp_path)
    for name in ("dags/pipe.py", "dags/zero.py", "dags/memory.py", "dags/socket.py",
                 "config/pipe.yaml", "config/random.yaml"):  # fmt: skip
        assert f"{name}: can't be read: is " in done.output


def test_a_huge_sparse_file_is_told_and_not_read_without_pytest_s_plugins_for_modules_either(
    tmp_path,
):
    (tmp_path / "dags").mkdir()
    (tmp_path / "dags/dag.py").write_text("from airflow import DAG\nwith DAG('x'):\n    pass\n")
    with (tmp_path / "dags/huge.py").open("wb") as file:
        file.write(b"# airflow dag\n")
        file.truncate(20_000_000_000)
    done = confined(tmp_path, "-p", "no:python", "-p", "no:python_path", "--snapshot-update")
    assert "dags/huge.py: has over 10 MB and isn't read" in done.output
    assert done.status == pytest.ExitCode.TESTS_FAILED, done.output
    assert (tmp_path / "__etl_diagrams__/dags/dag.py/dag.x.md").exists()


def test_a_snapshot_that_names_a_source_outside_leads_nobody_there(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.py").touch()
    roots = []
    for number, source in enumerate(("../..", "/etc", "dags/../../outside", "../outside/x.py")):
        roots.append(tmp_path / f"project{number}")
        (roots[-1] / "__etl_diagrams__").mkdir(parents=True)
        text = f"# Airflow DAG: x\n\nSource: `{source}` · format 1\n"
        (roots[-1] / "__etl_diagrams__/dag.x.md").write_text(text, encoding="utf-8")
    for root, done in zip(
        roots, watching.run_pytest_in_turn(roots, "--snapshot-update"), strict=True
    ):
        assert "INTERNALERROR" not in done.output
        assert Confinement.to(root).breaches(done.events) == []
