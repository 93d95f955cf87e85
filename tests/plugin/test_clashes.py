"""Sources whose snapshots are one file on systems that don't tell their names apart."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.collection.clashes import clashes

CLASHING = {
    "case": ("dags/Sales.py", "dags/sales.py"),
    "case of a folder": ("Dags/sales.py", "dags/sales.py"),
    "composed and decomposed": ("dags/caf\u00e9.py", "dags/cafe\u0301.py"),
    "a letter that is two in upper case": ("dags/stra\u00dfe.py", "dags/strasse.py"),
}
APART = {
    "other files": ("dags/sales.py", "dags/stock.py"),
    "folders whose files differ": ("Dags/sales.py", "dags/stock.py"),
    "letters of two scripts": ("dags/\u0430.py", "dags/a.py"),
}


def _snapshots(sources):
    return [f"__etl_diagrams__/{source}/dag.{name}.md" for source in sources for name in "xy"]


@pytest.mark.parametrize("sources", CLASHING.values(), ids=CLASHING)
def test_sources_that_some_system_takes_for_one_are_told_once(sources):
    (problem,) = clashes(_snapshots(sources))
    first, other = sorted(f"__etl_diagrams__/{source}" for source in sources)
    assert problem.path == other
    assert f"is the folder {first} where" in problem.message
    assert not problem.fatal


@pytest.mark.parametrize("sources", APART.values(), ids=APART)
def test_others_are_not(sources):
    assert clashes(_snapshots(sources)) == frozenset()


def test_a_run_warns_of_them(project):
    project.write_dag("dags/Sales.py", "sales")
    project.write_dag("dags/sales.py", "sales")
    if len(list(project.root.glob("dags/*.py"))) == 1:
        pytest.skip("no two such files here")
    result = project.accept()
    result.stdout.fnmatch_lines(
        ["*__etl_diagrams__/dags/sales.py: is the folder __etl_diagrams__/dags/Sales.py where*"]
    )
    assert result.ret == 0
