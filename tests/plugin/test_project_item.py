"""The drawing of a whole project: when it is collected, what it is called, when it is gone."""

import shutil
from dataclasses import replace

import pytest

from . import stub_tracer

DAILY = "etl/daily.py::activity[Daily.run]"
WEEKLY = "etl/weekly.py::activity[main]"
SNAPSHOT = "architecture.depot.md"
FILE = f"__etl_diagrams__/{SNAPSHOT}"
DEPOT = f"{FILE}::architecture[depot]"
TEST = "tests/test_a.py::test_a"
BROKEN = "def main(:\n"


@pytest.fixture
def tested(depot):
    """The depot, with a test and testpaths that leave the rest out."""
    depot.write("tests/test_a.py", "def test_a():\n    pass\n")
    depot.ini(testpaths="tests")
    return depot


@pytest.fixture
def undrawn(tested):
    """The depot before anybody has accepted its drawing."""
    tested.snapshot(SNAPSHOT).unlink()
    return tested


SELECTIONS = [
    ([], [TEST, DAILY, WEEKLY, DEPOT]),
    (["."], [TEST, DAILY, WEEKLY, DEPOT]),
    (["etl"], [DAILY, WEEKLY]),
    (["tests"], [TEST]),
    ([DAILY], [DAILY]),
    ([DEPOT], [DEPOT]),
    ([FILE], [DEPOT]),
    ([f"{FILE}::architecture"], [DEPOT]),
    ([f"./{FILE}"], [DEPOT]),
    (["__etl_diagrams__"], [DEPOT]),
    ([DEPOT, FILE, "__etl_diagrams__"], [DEPOT]),
    (["etl", DEPOT], [DAILY, WEEKLY, DEPOT]),
    (["-k", "depot and architecture"], [DEPOT]),
    (["-k", "not architecture"], [TEST, DAILY, WEEKLY]),
    (["-m", "etl_diagram"], [DAILY, WEEKLY, DEPOT]),
    (["--deselect", DEPOT], [TEST, DAILY, WEEKLY]),
    (["--ignore", FILE], [TEST, DAILY, WEEKLY]),
    (["--ignore", "__etl_diagrams__"], [TEST, DAILY, WEEKLY]),
    (["--ignore-glob", "*/architecture.*"], [TEST, DAILY, WEEKLY]),
    (["-p", "no:cacheprovider"], [TEST, DAILY, WEEKLY, DEPOT]),
    (["-o", "norecursedirs=__*"], [TEST, DAILY, WEEKLY, DEPOT]),
    (["-o", "etl_diagrams_kinds=activity"], [TEST, DAILY, WEEKLY]),
    (["-o", "etl_diagrams_kinds=architecture"], [TEST, DEPOT]),
]


@pytest.mark.parametrize(("args", "expected"), SELECTIONS, ids=[" ".join(a) for a, _ in SELECTIONS])
@pytest.mark.parametrize("name", ["tested", "undrawn"])
def test_command_line_selects_with_and_without_a_snapshot(request, name, args, expected):
    project = request.getfixturevalue(name)
    assert sorted(project.collected(*args)) == sorted(expected)


def test_drawing_unknown_to_the_project_is_not_found(undrawn):
    for argument in (f"{FILE}::architecture[other]", "__etl_diagrams__/architecture.other.md"):
        result = undrawn.run(argument)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.stderr.fnmatch_lines(["ERROR: *not found: *"])


def test_project_without_components_has_no_drawing(plain):
    plain.write_plain("etl/weekly.py", "main")
    assert plain.collected() == ["etl/weekly.py::activity[main]"]
    result = plain.run("__etl_diagrams__/architecture.project.md")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: not found: *architecture.project.md*"])


def test_file_without_a_pipeline_is_no_part_of_the_project(depot):
    depot.write_plain("etl/helpers.py", "Helper.run", steps="pass")
    depot.run().assert_outcomes(passed=3)


def test_missing_snapshot_fails_and_the_shown_command_writes_it_alone(undrawn):
    undrawn.snapshot("etl/weekly.py/activity.main.md").unlink()
    result = undrawn.run("-k", "architecture")
    result.assert_outcomes(failed=1, deselected=3)
    assert f"pytest --etl-diagrams --snapshot-update '{DEPOT}'" in result.stdout.str()
    undrawn.accept(DEPOT).assert_outcomes(passed=1)
    assert SNAPSHOT in undrawn.snapshots()
    assert "etl/weekly.py/activity.main.md" not in undrawn.snapshots()
    undrawn.run(DEPOT).assert_outcomes(passed=1)


@pytest.mark.parametrize("folder", ["etl", "tests"])
def test_shown_command_works_where_pytest_was_started(undrawn, folder):
    undrawn.monkeypatch.chdir(undrawn.root / folder)
    undrawn.run("--snapshot-update", f"../{DEPOT}").assert_outcomes(passed=1)
    assert SNAPSHOT in undrawn.snapshots()


def test_missing_snapshot_by_xdist(undrawn):
    undrawn.run_apart("-n", "2", DEPOT).assert_outcomes(failed=1)
    undrawn.run_apart("-n", "2", "--snapshot-update", DEPOT).assert_outcomes(passed=1)
    undrawn.run_apart("-n", "2").assert_outcomes(passed=4)


def test_changed_component_drifts(depot):
    depot.write_plain("etl/daily.py", "Daily.run", "Loader.write")
    result = depot.run()
    result.assert_outcomes(passed=2, failed=1)
    assert "c_Loader" in result.stdout.str()
    assert f"pytest --etl-diagrams --snapshot-update '{DEPOT}'" in result.stdout.str()


@pytest.mark.parametrize("is_drawn", [True, False])
def test_last_failed_runs_it_again(depot, is_drawn):
    depot.write("tests/test_a.py", "def test_a():\n    assert False\n")
    depot.write_plain("etl/daily.py", "Daily.run", "Loader.write")
    if not is_drawn:
        depot.snapshot(SNAPSHOT).unlink()
    depot.run().assert_outcomes(passed=2, failed=2)
    assert depot.collected("--lf") == [TEST, DEPOT] or depot.collected("--lf") == [DEPOT, TEST]


def test_last_failed_leaves_it_out_when_it_passed(depot):
    depot.write("tests/test_a.py", "def test_a():\n    assert False\n")
    depot.run().assert_outcomes(passed=3, failed=1)
    assert depot.collected("--lf") == [TEST]


@pytest.mark.parametrize("args", [("--ignore=etl/weekly.py",), ("--ignore-glob=*/daily.py",)])
def test_narrowed_run_draws_the_whole_project_all_the_same(depot, args):
    depot.run("--snapshot-update", *args).assert_outcomes(passed=2)
    depot.run().assert_outcomes(passed=3)


def test_what_no_run_collects_is_no_part_of_the_project(depot):
    depot.write("conftest.py", 'collect_ignore = ["old"]\n')
    depot.write_plain("old/daily.py", "Old.run")
    depot.write_plain("build/daily.py", "Built.run")
    depot.run().assert_outcomes(passed=3)
    depot.run(DEPOT).assert_outcomes(passed=1)


def test_conftest_file_of_a_folder_has_no_say_in_the_project(depot):
    depot.write_plain("etl/old/daily.py", "Old.run")
    depot.accept()
    depot.write("etl/conftest.py", 'collect_ignore = ["old"]\n')
    for args in ((), ("etl", DEPOT), (DEPOT,)):
        assert "architecture[depot] drifted" not in depot.run(*args).stdout.str()


def test_name_does_not_depend_on_the_folder_of_the_checkout(depot):
    copy = depot.root.with_name("elsewhere")
    shutil.copytree(depot.root, copy)
    depot.monkeypatch.chdir(copy)
    depot.run("--rootdir", str(copy)).assert_outcomes(passed=3)


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"pyproject.toml": '[project]\nname = "a-b"\n'}, "a-b"),
        ({"pyproject.toml": '[tool.poetry]\nname = "a-b"\n'}, "a-b"),
        ({"setup.cfg": "[metadata]\nname = a-b\n"}, "a-b"),
        ({"pyproject.toml": "[project]\n", "setup.cfg": "[metadata]\nname = a-b\n"}, "a-b"),
        ({"pyproject.toml": "[tool.other]\n"}, "project"),
        ({"pyproject.toml": "[project]\nname = 3\n"}, "project"),
        ({}, "project"),
    ],
)
def test_name_is_the_one_of_the_package(plain, files, name):
    plain.ini(etl_diagrams_kinds="architecture")
    plain.write_plain("etl/daily.py", "Daily.run")
    for path, text in files.items():
        plain.write(path, text)
    expected = f"__etl_diagrams__/architecture.{name}.md::architecture[{name}]"
    assert plain.collected() == [expected]


def test_project_that_is_gone_leaves_an_orphan(depot):
    depot.write_plain("etl/daily.py", "main")
    result = depot.run()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([f"  {FILE}"])
    depot.accept()
    assert SNAPSHOT not in depot.snapshots()


def test_renamed_project_leaves_an_orphan(depot):
    depot.write("pyproject.toml", '[project]\nname = "store"\n')
    depot.accept()
    assert depot.snapshots()[0] == "architecture.store.md"
    assert SNAPSHOT not in depot.snapshots()


@pytest.mark.parametrize("args", [("etl",), ("-k", "main"), ("--ignore", "tests"), (DAILY,)])
def test_partial_run_has_no_orphaned_project(depot, args):
    depot.write("pyproject.toml", '[project]\nname = "store"\n')
    assert FILE not in depot.run(*args).stdout.str()
    depot.run("--snapshot-update", *args)
    assert SNAPSHOT in depot.snapshots()


def test_project_with_an_unreadable_file_is_no_orphan(depot):
    depot.write_plain("etl/daily.py", "main")
    depot.write("etl/odd.py", BROKEN)
    depot.run("--snapshot-update")
    assert SNAPSHOT in depot.snapshots()


def test_kind_not_wanted_any_more_leaves_an_orphan(depot):
    depot.ini(etl_diagrams_kinds="activity")
    depot.accept()
    assert SNAPSHOT not in depot.snapshots()


def test_update_by_xdist_removes_the_orphaned_project(depot):
    depot.write("pyproject.toml", '[project]\nname = "store"\n')
    assert depot.run_apart("-n", "2", "--snapshot-update").ret == 0
    assert SNAPSHOT not in depot.snapshots()


def test_project_with_an_unreadable_pipeline_is_neither_judged_nor_written(depot):
    depot.write_plain("etl/hourly.py", "Hourly.run")
    depot.accept()
    before = depot.snapshot(SNAPSHOT).read_bytes()
    depot.write("etl/daily.py", BROKEN)
    for args in ((), ("--snapshot-update",)):
        result = depot.run("--etl-diagrams-pending=pending", *args)
        result.assert_outcomes(passed=2, failed=2)
        result.stdout.fnmatch_lines(["architecture?depot? differs from *", "  etl/daily.py:1: *"])
    assert depot.snapshot(SNAPSHOT).read_bytes() == before
    assert not (depot.root / "pending").exists()


def test_unreadable_pipeline_that_changes_nothing_in_the_project_fails_alone(depot):
    depot.write("etl/weekly.py", BROKEN)
    depot.run().assert_outcomes(passed=2, failed=1)


def test_fault_in_drawing_a_project_fails_it_alone(depot):
    def build(*_):
        raise ZeroDivisionError

    broken = replace(stub_tracer.KINDS[-1], build=build)
    stub_tracer.install(depot.patch, (*stub_tracer.KINDS[:-1], broken))
    result = depot.run()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines([f"{FILE}: can't be read because of a fault in *"])
    depot.run("--snapshot-update")
    assert SNAPSHOT in depot.snapshots()


def test_folder_of_snapshots_can_be_hidden(depot):
    depot.ini(etl_diagrams_dir=".diagrams")
    nodeid = ".diagrams/architecture.depot.md::architecture[depot]"
    assert nodeid in depot.collected()
    depot.run("--snapshot-update", nodeid).assert_outcomes(passed=1)
    assert (depot.root / ".diagrams" / SNAPSHOT).is_file()
    depot.run(nodeid).assert_outcomes(passed=1)


def test_report_tells_of_the_project(depot):
    depot.run("--etl-diagrams-report=report.json").assert_outcomes(passed=3)
    text = (depot.root / "report.json").read_text(encoding="utf-8")
    assert f'"nodeid": "{DEPOT}"' in text
    assert f'"snapshot": "{FILE}"' in text
