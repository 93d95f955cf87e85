"""Which files in plain Python are pipelines, and what becomes of those that can't be read."""

import pytest

from pytest_etl_diagram.diagrams.project import Project

DAILY = "etl/daily.py::activity[Daily.run]"
WEEKLY = "etl/weekly.py::activity[main]"
DEPOT = "__etl_diagrams__/architecture.depot.md::architecture[depot]"
BROKEN = "def main():\n    print 'Python 2'\n"


def test_functions_and_methods_are_items_of_their_files(depot):
    assert depot.collected() == [DAILY, WEEKLY, DEPOT]
    assert depot.collected("etl/daily.py") == [DAILY]
    assert depot.collected(DAILY) == [DAILY]
    depot.run().assert_outcomes(passed=3)


def test_snapshots_lie_by_the_file_and_the_function(depot):
    assert depot.snapshots() == [
        "architecture.depot.md",
        "etl/daily.py/activity.Daily.run~709a398358.md",
        "etl/weekly.py/activity.main.md",
    ]


def test_pipeline_given_by_its_name_is_not_imported(depot):
    depot.write_plain("etl/daily.py", "Daily.run", before="import nothing_of_that_name")
    depot.run("etl/daily.py").assert_outcomes(passed=1)


def test_candidate_that_holds_nothing_gives_no_item_and_no_problem(plain):
    plain.write("setup.py", "import nothing_of_that_name\n\ndef main():\n    pass\n")
    result = plain.run()
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "warning" not in result.stdout.str()


@pytest.mark.parametrize(
    "path",
    ["test_daily.py", "etl/daily_test.py", "conftest.py", "tests/helpers.py", "etl/test/daily.py"],
)
def test_tests_and_what_supports_them_are_no_pipelines(plain, path):
    plain.write_plain(path, "main")
    assert plain.collected() == []


def test_names_of_test_files_are_those_of_the_settings(plain):
    plain.write_plain("check_daily.py", "main")
    plain.write_plain("daily_test.py", "main")
    plain.ini(python_files="check_*.py")
    assert plain.collected() == ["daily_test.py::activity[main]"]


def test_pattern_that_every_file_matches_makes_no_file_a_test(plain):
    plain.write_plain("etl/daily.py", "main")
    plain.ini(python_files="*.py", testpaths="tests")
    (plain.root / "tests").mkdir()
    assert plain.collected() == ["etl/daily.py::activity[main]"]


def test_dag_in_a_test_folder_is_drawn_and_its_functions_are_not(plain):
    plain.write_dag("tests/dags/sales.py", "sales", before="def main(): load()")
    assert plain.collected() == ["tests/dags/sales.py::dag[sales]"]


def test_dag_file_may_hold_plain_pipelines_too(plain):
    plain.write_dag("dags/sales.py", "sales", before="def main(): load()")
    assert plain.collected() == ["dags/sales.py::activity[main]", "dags/sales.py::dag[sales]"]


def test_nothing_is_traced_where_only_dags_are_wanted(plain):
    plain.write_dag("dags/sales.py", "sales", before="def main(): load()")
    plain.write_plain("etl/daily.py", "main")
    plain.write("etl/broken.py", BROKEN)
    plain.ini(etl_diagrams_kinds="dag")
    assert plain.collected() == ["dags/sales.py::dag[sales]"]
    assert "broken" not in plain.run().stdout.str()


def test_candidate_that_does_not_parse_is_reported_and_fails_nothing(depot):
    depot.write("templates/etl.py", BROKEN)
    result = depot.run()
    result.assert_outcomes(passed=3)
    assert result.ret == 0
    result.stdout.fnmatch_lines(["1 warning:", "  templates/etl.py:2: *"])


def test_pipeline_known_by_its_snapshot_fails_when_it_does_not_parse(depot):
    depot.write("etl/weekly.py", BROKEN)
    result = depot.run()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["etl/weekly.py:2: *"])
    assert "etl/weekly.py::source" in depot.collected()


def test_snapshots_of_a_pipeline_that_does_not_parse_are_kept(depot):
    depot.write("etl/weekly.py", BROKEN)
    depot.run("--snapshot-update")
    assert "etl/weekly.py/activity.main.md" in depot.snapshots()


def test_pipeline_that_is_gone_leaves_an_orphan(depot):
    depot.write_plain("etl/weekly.py", "main", steps="pass")
    assert depot.run().ret == pytest.ExitCode.TESTS_FAILED
    depot.accept()
    assert "etl/weekly.py/activity.main.md" not in depot.snapshots()


def test_file_without_a_start_any_more_leaves_an_orphan(depot):
    depot.write("etl/weekly.py", "load()\n")
    depot.accept()
    assert "etl/weekly.py/activity.main.md" not in depot.snapshots()


def test_fault_in_reading_a_candidate_is_reported(depot, monkeypatch):
    depot.write_plain("odd.py", "main")
    whole = Project.read

    def read(self, path):
        if path.name == "odd.py":
            raise RecursionError
        return whole(self, path)

    monkeypatch.setattr(Project, "read", read)
    result = depot.run()
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["  odd.py: can't be read because of a fault in *"])


SCRIPTS = """
    [project]
    name = "depot"

    [project.scripts]
    depot-load = "depot.cli:begin"
    depot-elsewhere = "requests.api:get"
    """


def test_console_scripts_are_starts(plain):
    plain.write("pyproject.toml", SCRIPTS)
    plain.write_plain("src/depot/cli.py", "begin", "other")
    assert plain.collected() == ["src/depot/cli.py::activity[begin]"]


def test_console_scripts_of_every_root_are_starts(plain):
    plain.write("services/orders/pyproject.toml", SCRIPTS)
    plain.write_plain("services/orders/depot/cli.py", "begin")
    assert plain.collected() == []
    plain.ini(etl_diagrams_roots="services/orders")
    assert plain.collected() == ["services/orders/depot/cli.py::activity[begin]"]


def test_packaging_file_that_cannot_be_read_is_reported(depot):
    depot.write("services/orders/pyproject.toml", "[project\n")
    depot.ini(etl_diagrams_roots="services/orders")
    result = depot.run()
    result.stdout.fnmatch_lines(["  services/orders/pyproject.toml: isn't TOML: *"])
    result.assert_outcomes(passed=2)


def test_xdist_collects_and_judges_the_same(depot):
    depot.write("templates/etl.py", BROKEN)
    result = depot.run_apart("-n", "2")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["1 warning:", "  templates/etl.py:2: *"])
