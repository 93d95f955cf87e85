"""A CI job must not accept diagrams by itself."""

import pytest

REFUSAL = "ERROR: --snapshot-update: refused for diagrams because CI=*--etl-diagrams-force-update*"


@pytest.mark.parametrize("value", ["true", "1", "TRUE", "yes", "woodpecker"])
def test_update_is_refused_under_ci(sales, value):
    sales.monkeypatch.setenv("CI", value)
    result = sales.run("--snapshot-update")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([REFUSAL])


@pytest.mark.parametrize("value", ["", "false", "0", "no"])
def test_update_is_not_refused_where_ci_is_off(sales, value):
    sales.monkeypatch.setenv("CI", value)
    assert sales.run("--snapshot-update").ret == 0


def test_update_alone_is_refused_in_a_project_with_diagrams(sales):
    sales.monkeypatch.setenv("CI", "true")
    result = sales.run_without_flag("--snapshot-update")
    assert result.ret == pytest.ExitCode.USAGE_ERROR


def test_update_is_allowed_by_force(project):
    project.monkeypatch.setenv("CI", "true")
    project.write_dag("dags/sales.py", "sales")
    assert project.run("--snapshot-update", "--etl-diagrams-force-update").ret == 0
    assert project.snapshots() == ["dags/sales.py/dag.sales.md"]


def test_comparing_is_no_matter_of_ci(sales):
    sales.monkeypatch.setenv("CI", "true")
    assert sales.run().ret == 0


def test_project_that_only_has_the_plugin_installed_updates_its_own_snapshots(project):
    project.monkeypatch.setenv("CI", "true")
    project.write("test_a.py", "def test_a(snapshot):\n    assert 'a' == snapshot\n")
    assert project.run_without_flag("--snapshot-update").ret == 0
