"""Snapshots whose diagram is gone: listed, failing, swept, and never by mistake."""

import pytest

OLD = "dags/old.py/dag.old.md"
SALES = "dags/sales.py/dag.sales.md"


@pytest.fixture
def orphaned(project):
    """Two committed diagrams; the file of one was deleted afterwards."""
    project.write_dag("dags/sales.py", "sales")
    project.write_dag("dags/old.py", "old")
    project.accept()
    (project.root / "dags/old.py").unlink()
    return project


def test_full_run_fails_and_lists(orphaned):
    result = orphaned.run()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["1 snapshot without a diagram, remove with --snapshot-update:", f"*__etl_diagrams__/{OLD}"]
    )


def test_full_update_removes_them_and_their_empty_folders(orphaned):
    result = orphaned.accept()
    result.stdout.fnmatch_lines(["1 snapshot without a diagram, removed:", f"*{OLD}"])
    assert orphaned.snapshots() == [SALES]
    assert not orphaned.snapshot("dags/old.py").exists()
    assert orphaned.run().ret == 0


def test_full_update_by_xdist_removes_them(orphaned):
    assert orphaned.run_apart("-n", "2").ret == pytest.ExitCode.TESTS_FAILED
    assert orphaned.run_apart("-n", "2", "--snapshot-update").ret == 0
    assert orphaned.snapshots() == [SALES]


def test_last_diagram_removed_from_the_project(orphaned):
    (orphaned.root / "dags/sales.py").unlink()
    assert orphaned.run().ret == pytest.ExitCode.TESTS_FAILED
    orphaned.run("--snapshot-update")
    assert not orphaned.snapshot("").exists()


def test_diagram_gone_from_a_file_that_is_there(project):
    project.write_dag("dags/both.py", "one", "two")
    project.accept()
    project.write_dag("dags/both.py", "one")
    assert project.run().ret == pytest.ExitCode.TESTS_FAILED
    project.accept()
    assert project.snapshots() == ["dags/both.py/dag.one.md"]


def test_file_that_holds_no_pipeline_any_more(orphaned):
    orphaned.write("dags/old.py", "print('moved away')\n")
    orphaned.accept()
    assert orphaned.snapshots() == [SALES]


def test_file_left_out_by_the_settings(sales):
    sales.write_dag("dags/legacy/old.py", "old")
    sales.accept()
    sales.ini(etl_diagrams_exclude="legacy")
    sales.accept()
    assert sales.snapshots() == [SALES]


@pytest.mark.parametrize(
    "args",
    [
        ("dags",),
        ("dags/sales.py",),
        ("-k", "sales"),
        ("-m", "etl_diagram and not slow"),
        ("--deselect", "nothing.py"),
        ("--ignore", "nothing"),
        ("--ignore-glob", "*.txt"),
        ("--lf",),
        ("--stepwise",),
        ("-o", "etl_diagrams_exclude=nothing"),
    ],
    ids=" ".join,
)
def test_partial_run_neither_fails_nor_removes(orphaned, args):
    result = orphaned.run(*args)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["1 snapshot without a diagram, kept in a partial run (*):"])
    assert orphaned.run("--snapshot-update", *args).ret == 0
    assert OLD in orphaned.snapshots()


@pytest.mark.parametrize(
    "args",
    [("-m", "etl_diagram"), ("-p", "no:cacheprovider"), ("-v",), ("-o", "etl_diagrams=true")],
)
def test_run_that_leaves_no_diagram_out_is_full(orphaned, args):
    assert orphaned.run(*args).ret == pytest.ExitCode.TESTS_FAILED


def test_plugin_that_takes_diagrams_out_makes_the_run_partial(orphaned):
    orphaned.write("conftest.py", "def pytest_collection_modifyitems(items):\n    items.clear()\n")
    orphaned.run("--snapshot-update")
    assert OLD in orphaned.snapshots()


def test_testpaths_are_no_arguments(orphaned):
    orphaned.ini(testpaths="tests")
    orphaned.write("tests/test_a.py", "def test_a():\n    pass\n")
    assert orphaned.run().ret == pytest.ExitCode.TESTS_FAILED


def test_source_that_does_not_parse_keeps_its_snapshots(sales):
    sales.write("dags/sales.py", "from airflow import DAG\nSYNTAX! = (\n")
    result = sales.run("--snapshot-update")
    result.assert_outcomes(failed=1)
    assert sales.snapshots() == [SALES]


def test_files_of_others_are_never_touched(orphaned):
    orphaned.write("__etl_diagrams__/dags/old.py/notes.md", "# Notes\n")
    orphaned.write("__etl_diagrams__/README.md", "# Diagrams\n")
    orphaned.write("__etl_diagrams__/dags/old.py/dag.old.png", "picture")
    orphaned.accept()
    assert orphaned.snapshots() == ["README.md", "dags/old.py/notes.md", SALES]
    assert orphaned.snapshot("dags/old.py/dag.old.png").exists()


def test_warn_unused_lists_without_failing(orphaned):
    result = orphaned.run("--snapshot-warn-unused")
    assert result.ret == 0
    result.stdout.fnmatch_lines([f"*{OLD}"])


@pytest.mark.parametrize("option", ["--snapshot-no-cleanup", "--snapshot-disable-unused"])
def test_options_of_syrupy_that_keep_the_unused_keep_them(orphaned, option):
    if option not in orphaned.run("--help").stdout.str():
        pytest.skip("the option is not in this syrupy")
    assert orphaned.run("--snapshot-update", option).ret == 0
    assert OLD in orphaned.snapshots()


def test_collect_only_removes_nothing(orphaned):
    orphaned.run("--collect-only", "--snapshot-update")
    assert OLD in orphaned.snapshots()


FAILING_TEST = "def test_a():\n    assert False\n"
LEAVING_TEST = "import pytest\ndef test_a():\n    pytest.exit('enough', returncode=0)\n"
INTERRUPTED_TEST = "def test_a():\n    raise KeyboardInterrupt\n"


@pytest.mark.parametrize(
    ("test", "args"),
    [
        (FAILING_TEST, ("-x",)),
        (FAILING_TEST, ("--maxfail=1",)),
        (LEAVING_TEST, ()),
        (INTERRUPTED_TEST, ()),
        ("import nothing_of_that_name\n", ()),
    ],
    ids=["-x", "--maxfail", "pytest.exit", "Ctrl+C", "collection error"],
)
def test_run_that_ended_early_removes_nothing(orphaned, test, args):
    orphaned.write("test_a.py", test)
    orphaned.run_apart("--snapshot-update", *args)
    assert OLD in orphaned.snapshots()


def test_stopped_run_by_xdist_removes_nothing(orphaned):
    orphaned.write("test_a.py", FAILING_TEST)
    orphaned.run_apart("-n", "2", "-x", "--snapshot-update")
    assert OLD in orphaned.snapshots()


def test_failing_test_elsewhere_does_not_keep_them(orphaned):
    orphaned.write("test_a.py", FAILING_TEST)
    orphaned.run("--snapshot-update")
    assert orphaned.snapshots() == [SALES]
