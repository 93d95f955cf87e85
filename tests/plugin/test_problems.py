"""Files that can't be read."""

import pytest

from pytest_etl_diagram.collection import stamps
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.reading import Reading
from pytest_etl_diagram.model import Problem

BROKEN = "from airflow import DAG\n\nSYNTAX! = (\n"


def test_file_that_does_not_parse_is_one_failing_item_and_the_others_go_on(sales):
    sales.write("dags/broken.py", BROKEN)
    assert sales.collected() == ["dags/broken.py::source", "dags/sales.py::dag[sales]"]
    result = sales.run()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*source of dags/broken.py*", "dags/broken.py:[0-9]*: *"])
    result.stdout.fnmatch_lines(["*2 diagrams: 1 passed, 1 error*"])


def test_file_that_does_not_parse_fails_an_update_too(sales):
    sales.write("dags/broken.py", BROKEN)
    sales.run("--snapshot-update").assert_outcomes(passed=1, failed=1)


def test_broken_file_given_by_name_is_not_imported(project):
    project.write("dags/broken.py", BROKEN)
    project.run("dags/broken.py").assert_outcomes(failed=1)
    project.run("dags/broken.py::source").assert_outcomes(failed=1)


@pytest.fixture
def reading_of(monkeypatch):
    """Let every file have the same reading, or raise."""

    def install(read):
        monkeypatch.setattr(Project, "read", read)
        monkeypatch.setattr(stamps, "tool_fingerprint", lambda: "another")

    return install


def test_fault_of_this_plugin_fails_one_file(sales, reading_of):
    whole = Project.read
    sales.write_dag("dags/hard.py", "hard")

    def read(self, path):
        if path.name == "hard.py":
            raise RecursionError
        return whole(self, path)

    reading_of(read)
    result = sales.run()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["dags/hard.py: can't be read because of a fault in pytest-*"])


@pytest.mark.parametrize(
    ("args", "is_shown"), [((), True), (("-q",), True), (("-qq",), False), (("-v",), True)]
)
def test_other_problems_are_warnings_in_the_summary(sales, reading_of, args, is_shown):
    problem = Problem("dags/sales.py", 7, "schedule is unknown", fatal=False)
    reading_of(lambda _self, _path: Reading("dags/sales.py", problems=(problem,)))
    result = sales.run("-k", "nothing", *args)
    line = "dags/sales.py:7: schedule is unknown"
    assert (line in result.stdout.str()) is is_shown


def test_problem_in_a_helper_module_keeps_the_snapshots_of_its_users(sales, reading_of):
    problem = Problem("dags/helper.py", 1, "does not parse", fatal=False)
    reading_of(lambda _self, _path: Reading("dags/sales.py", problems=(problem,)))
    sales.run("--snapshot-update")
    assert sales.snapshots() == ["dags/sales.py/dag.sales.md"]


def test_quiet_run_leaves_the_counts_out(sales):
    assert "etl diagrams" not in sales.run("-q").stdout.str()
    assert "1 diagram: 1 passed" in sales.run().stdout.str()
