"""What an update with --snapshot-update never deletes."""

import errno
import os
from importlib.util import find_spec

import pytest

from pytest_etl_diagram.sources import folders

OLD, SALES = (f"__etl_diagrams__/dags/{name}.py/dag.{name}.md" for name in ("old", "sales"))
AIRFLOW = "from airflow import DAG\n"
needs_xdist = pytest.mark.skipif(find_spec("xdist") is None, reason="pytest-xdist isn't installed")


@pytest.fixture
def two(project):
    """Two committed DAGs."""
    project.write_dag("dags/sales.py", "sales")
    project.write_dag("dags/old.py", "old")
    project.accept()
    return project


@pytest.fixture
def orphaned(two):
    """The same; the file of one is gone."""
    (two.root / "dags/old.py").unlink()
    return two


BROKEN = {
    "no Python": AIRFLOW + "x = (\n",
    "another encoding": "# -*- coding: nonsense -*-\n" + AIRFLOW,
    "bytes that are no text": AIRFLOW.encode() + b"x = '\xff'\n",
    "past the budget": AIRFLOW + "while True:\n    x = [i for i in range(2000)]\n",
    "too deep": AIRFLOW + "x = " + "[" * 3000 + "]" * 3000 + "\n",
    "helper that is broken": AIRFLOW + "from helpers import make\nmake()\n",
    "helper of a helper": AIRFLOW + "from between import make\nmake()\n",
    "in conflict": "<<<<<<< HEAD\n" + AIRFLOW + "=======\n>>>>>>> x\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_snapshots_of_a_source_that_can_not_be_read_stay(two, text):
    two.write("dags/helpers.py", "def make(:\n")
    two.write("dags/between.py", "from helpers import make\n")
    data = text if isinstance(text, bytes) else text.encode()
    (two.root / "dags/old.py").write_bytes(data)
    two.run("--snapshot-update")
    assert (two.root / OLD).exists()


def test_snapshots_of_such_a_source_stay_even_if_their_kind_is_not_wanted_any_more(two):
    two.ini(etl_diagrams_kinds="activity")
    two.write("dags/old.py", BROKEN["no Python"])
    two.run("--snapshot-update")
    assert (two.root / OLD).exists()
    assert not (two.root / SALES).exists()


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")
@pytest.mark.parametrize("target", ["nowhere.py", "/nowhere/at/all.py", "old.py"])
def test_snapshots_of_a_link_that_leads_nowhere_stay(orphaned, target):
    (orphaned.root / "dags/old.py").symlink_to(target)
    orphaned.run("--snapshot-update")
    assert (orphaned.root / OLD).exists()


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")
def test_snapshots_behind_a_folder_that_is_not_mounted_stay(two):
    two.write_dag("main.py", "main")
    (two.root / "dags").rename(two.root / "elsewhere")
    (two.root / "dags").symlink_to(two.root / "share")
    (two.root / "elsewhere").rename(two.root.parent / f"{two.root.name}-away")
    two.run("--snapshot-update")
    assert (two.root / OLD).exists()
    assert (two.root / SALES).exists()


def test_snapshots_of_a_folder_that_can_not_be_listed_stay(two, monkeypatch):
    two.write_dag("main.py", "main")
    real = os.scandir

    def scandir(path=".", *args):
        if str(path).rstrip("/").endswith("/dags") and "__etl_diagrams__" not in str(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, *args)

    monkeypatch.setattr(folders.os, "scandir", scandir)
    two.run("--snapshot-update")
    assert (two.root / OLD).exists()
    assert (two.root / SALES).exists()


FOREIGN = {
    "README.md": "# Diagrams\n",
    "dags/old.py/README.md": "# Notes\n",
    "dags/old.py/.gitkeep": "",
    "dags/old.py/dag.old.svg": "<svg/>",
    "dags/old.py/dag.old.md.bak": "copy",
    "dags/old.py/notes/a.md": "# Old\n\nSource: ours, of format 1\n",
    "__snapshots__/test_a.ambr": "# serializer version: 1\n",
    "dags/gone.py/.etl-diagram-mine.tmp": "not of a killed run",
}


def test_files_of_others_stay_with_their_folders(orphaned, kept):
    for path, text in FOREIGN.items():
        orphaned.write(f"__etl_diagrams__/{path}", text)
    copies = ("backup/dag.old.md", "dags/old.py/copy.md", "dag.old.md", "dags/sales.py/dag.old.md")
    for path in copies:
        orphaned.write(f"__etl_diagrams__/{path}", (orphaned.root / OLD).read_text("utf-8"))
    orphaned.write("docs/dag.old.md", (orphaned.root / OLD).read_text("utf-8"))
    before = kept()
    orphaned.accept()
    assert before.changed() == {OLD}


def test_a_copy_is_no_former_snapshot_of_a_new_diagram(two, kept):
    copy = "__etl_diagrams__/backup/dag.old.md"
    two.write(copy, (two.root / OLD).read_text("utf-8"))
    (two.root / "dags/old.py").unlink()
    two.accept()
    two.write_dag("dags/new.py", "new")
    two.accept()
    assert (two.root / copy).exists()
    assert not (two.root / OLD).exists()


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")
def test_a_link_is_not_removed_nor_what_it_leads_to(orphaned, kept):
    away = orphaned.root / "kept.md"
    (orphaned.root / OLD).rename(away)
    (orphaned.root / OLD).symlink_to(away)
    before = kept()
    orphaned.run("--snapshot-update")
    assert not before.changed()


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right there")
def test_a_snapshot_under_a_name_of_another_case_stays(two, kept):
    """On a disk that doesn't tell case apart the folder keeps its old spelling."""
    folder = two.root / "__etl_diagrams__/dags"
    (folder / "old.py").rename(folder / "OLD.py")
    (folder / "old.py").symlink_to("OLD.py")
    before = kept()
    two.run("--snapshot-update")
    assert not before.changed()


PARTIAL = {
    "-k": ("-k", "sales"),
    "-k not": ("-k", "not old"),
    "-m": ("-m", "etl_diagram and not slow"),
    "a file": ("dags/sales.py",),
    "a folder": ("dags",),
    "a node": ("dags/sales.py::dag[sales]",),
    "--deselect": ("--deselect", "dags/sales.py::dag[sales]"),
    "--ignore": ("--ignore", "dags/sales.py"),
    "--ignore-glob": ("--ignore-glob", "*sales*"),
    "--lf": ("--lf",),
    "--stepwise": ("--stepwise",),
    "--setup-plan": ("--setup-plan",),
    "--setup-only": ("--setup-only",),
    "--collect-only": ("--collect-only",),
    "kinds": ("-o", "etl_diagrams_kinds=activity"),
    "paths": ("-o", "etl_diagrams_paths=other"),
    "exclude": ("-o", "etl_diagrams_exclude=sales.py"),
    "another ini option given": ("--override-ini", "etl_diagrams_notes=true"),
}


@pytest.mark.parametrize("args", PARTIAL.values(), ids=PARTIAL)
def test_a_run_that_looks_at_a_part_deletes_nothing(orphaned, args):
    (orphaned.root / "other").mkdir()
    orphaned.run("--snapshot-update", *args)
    assert (orphaned.root / OLD).exists()
    assert (orphaned.root / SALES).exists()


def test_failed_first_leaves_nothing_out(orphaned):
    orphaned.run("--ff", "--snapshot-update")
    assert not (orphaned.root / OLD).exists()


@needs_xdist
def test_a_worker_that_crashes_makes_the_run_partial(orphaned):
    orphaned.write("test_crash.py", "import os\ndef test_a():\n    os._exit(3)\n")
    orphaned.run_apart("-n", "2", "--snapshot-update", "-p", "no:cacheprovider")
    assert (orphaned.root / OLD).exists()


@needs_xdist
def test_workers_write_and_sweep_as_one_process_does(orphaned, kept):
    orphaned.write_dag("dags/sales.py", "sales", tasks=(("extract", 0), ("load", 0)))
    orphaned.write_dag("dags/new.py", "new")
    left = orphaned.write("__etl_diagrams__/dags/.etl-diagram-0123456789abcdef.tmp", "half")
    before = kept()
    assert orphaned.run_apart("-n", "2", "--snapshot-update", "-p", "no:cacheprovider").ret == 0
    new = "__etl_diagrams__/dags/new.py/dag.new.md"
    assert before.changed() == {OLD, SALES, new, left.relative_to(orphaned.root).as_posix()}
    assert not (orphaned.root / OLD).parent.exists()


def test_a_front_end_that_is_missing_deletes_nothing_of_what_only_it_reads(two):
    """A source of a suffix that this version doesn't read may be read by another."""
    text = (two.root / OLD).read_text("utf-8").replace("dags/old.py", "dags/old.hcl")
    two.write("__etl_diagrams__/dags/old.hcl/dag.old.md", text)
    two.write("dags/old.hcl", "job {}\n")
    two.accept()
    assert (two.root / "__etl_diagrams__/dags/old.hcl/dag.old.md").exists()


def test_a_moved_file_takes_its_snapshot_along_and_leaves_no_folder(orphaned):
    (orphaned.root / "dags/sales.py").rename(orphaned.root / "dags/revenue.py")
    orphaned.accept("dags/revenue.py")
    assert not (orphaned.root / SALES).parent.exists()
    assert (orphaned.root / "__etl_diagrams__/dags/revenue.py/dag.sales.md").exists()


LEFT = ".etl-diagram-0123456789abcdef.tmp"


def test_what_a_killed_run_left_is_nobodys_snapshot_and_goes_with_the_next_update(two, kept):
    before = kept()
    for folder in ("__etl_diagrams__", "__etl_diagrams__/dags/old.py", "reports", "pending/dags"):
        two.write(f"{folder}/{LEFT}", (two.root / OLD).read_text("utf-8"))
    outputs = ("--etl-diagrams-report=reports/a.json", "--etl-diagrams-pending=pending")
    two.run(*outputs).assert_outcomes(passed=2)
    assert not (two.root / "reports" / LEFT).exists()
    assert (two.root / "__etl_diagrams__" / LEFT).exists()
    two.accept("dags/sales.py")
    assert before.changed() == {"reports/a.json"}
