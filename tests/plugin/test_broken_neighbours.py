"""A test module that can't be imported doesn't keep diagrams from being compared."""

import json

import pytest


@pytest.fixture
def broken(project):
    """An accepted DAG beside a test module whose import fails."""
    project.write_dag("dags/sales.py", "sales")
    project.accept()
    project.write("test_broken.py", "import a_package_that_nobody_has_installed")
    return project


def test_diagram_passes_and_the_run_is_still_interrupted(broken):
    result = broken.run("--etl-diagrams-report=report.json")
    result.assert_outcomes(passed=1, errors=1)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    report = json.loads((broken.root / "report.json").read_text(encoding="utf-8"))
    assert [diagram["status"] for diagram in report["diagrams"]] == ["passed"]


def test_drift_is_reported(broken):
    broken.write_dag("dags/sales.py", "sales", tasks=[("extract", 0), ("load", 2)])
    result = broken.run()
    result.assert_outcomes(failed=1, errors=1)
    result.stdout.fnmatch_lines(["*drifted*"])


def test_project_without_diagrams_ends_as_pytest_ends_it(project):
    project.write("test_broken.py", "import a_package_that_nobody_has_installed")
    result = project.run()
    result.assert_outcomes(errors=1)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


def test_exitfirst_stops_at_the_broken_module(broken):
    broken.run("-x").assert_outcomes(errors=1)


def test_diagram_runs_once_where_pytest_goes_on_by_itself(broken):
    broken.run("--continue-on-collection-errors").assert_outcomes(passed=1, errors=1)


def test_orphans_are_left_alone(broken):
    (broken.root / "dags" / "sales.py").unlink()
    broken.run("--snapshot-update")
    assert list(broken.root.rglob("dag.sales.md"))
