"""Which diagrams a command line collects."""

import xml.etree.ElementTree as ET

import pytest

SALES = "dags/sales.py::dag[sales]"
USERS = "dags/team/users.py::dag[users]"
TEST = "tests/test_a.py::test_a"


@pytest.fixture
def shop(project):
    """Two DAG files, a test, and testpaths that leave the DAGs out."""
    project.write_dag("dags/sales.py", "sales")
    project.write_dag("dags/team/users.py", "users")
    project.write("tests/test_a.py", "def test_a():\n    pass\n")
    project.ini(testpaths="tests")
    return project


def test_pipelines_outside_testpaths_are_collected(shop):
    assert shop.collected() == [TEST, SALES, USERS]


def test_files_outside_testpaths_that_are_no_pipelines_are_not_collected(shop):
    shop.write("other/test_slow.py", "raise AssertionError\n")
    assert shop.collected() == [TEST, SALES, USERS]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([SALES], [SALES]),
        (["dags/sales.py::dag"], [SALES]),
        ([USERS, SALES], [USERS, SALES]),
        (["dags/sales.py"], [SALES]),
        (["dags"], [SALES, USERS]),
        (["dags/team"], [USERS]),
        (["."], [TEST, SALES, USERS]),
        (["tests"], [TEST]),
        (["dags", "dags/team", "dags/sales.py", SALES, "dags"], [SALES, USERS]),
        ([SALES, "dags/sales.py"], [SALES]),
        (["-k", "users"], [USERS]),
        (["-k", "not sales"], [TEST, USERS]),
        (["-m", "etl_diagram"], [SALES, USERS]),
        (["-m", "not etl_diagram"], [TEST]),
        (["--deselect", SALES], [TEST, USERS]),
        (["--ignore", "dags/team"], [TEST, SALES]),
        (["--ignore-glob", "*/sales.py"], [TEST, USERS]),
        (["-p", "no:cacheprovider"], [TEST, SALES, USERS]),
        (["--import-mode=importlib", "dags"], [SALES, USERS]),
        (["-o", "etl_diagrams_paths=dags/team"], [TEST, USERS]),
        (["-o", "etl_diagrams_exclude=team"], [TEST, SALES]),
        (["-o", "etl_diagrams_exclude=dags/*.py"], [TEST, USERS]),
        (["-o", "norecursedirs=team"], [TEST, SALES]),
    ],
    ids=" ".join,
)
def test_command_line_selects(shop, args, expected):
    assert shop.collected(*args) == expected


def test_unknown_diagram_is_reported_as_not_found(shop):
    result = shop.run("dags/sales.py::dag[nothing]")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: not found: *sales.py::dag*"])


def test_two_dags_of_one_file_are_two_items(project):
    project.write_dag("dags/both.py", "first", "second")
    expected = ["dags/both.py::dag[first]", "dags/both.py::dag[second]"]
    assert project.collected() == expected
    assert project.collected(expected[1]) == expected[1:]


def test_file_without_diagram_gives_no_items(project):
    project.write("dags/notes.py", '"""Says dag and airflow, and holds neither."""\n')
    result = project.run()
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_collection_started_in_a_subfolder_keeps_to_it(shop):
    shop.monkeypatch.chdir(shop.root / "dags" / "team")
    assert shop.collected("--rootdir=../..") == [USERS]


def test_last_failed_runs_the_failed_diagrams_only(shop):
    shop.accept()
    shop.write_dag("dags/team/users.py", "users", tasks=(("extract", 0),))
    shop.run()
    assert shop.collected("--lf") == [USERS]


def test_junitxml_names_the_diagram_and_stays_clean(shop):
    result = shop.run("--junitxml=junit.xml", "--etl-diagrams-report=report.json", "dags")
    result.assert_outcomes(failed=2)
    cases = ET.parse(shop.root / "junit.xml").getroot().iter("testcase")  # noqa: S314
    case = next(iter(cases))
    assert (case.get("classname"), case.get("name")) == ("dags.sales", "dag[sales]")
    assert [child.tag for child in case] == ["failure"]
    assert "--snapshot-update" in case[0].text


def test_marker_is_known_without_the_flag(pytester):
    result = pytester.runpytest_inprocess("--markers")
    result.stdout.fnmatch_lines(["@pytest.mark.etl_diagram:*"])


def test_root_with_spaces_and_umlauts(project):
    home = project.root / "Böse Dateien"
    home.mkdir()
    project.monkeypatch.chdir(home)
    project.root = home
    project.write_dag("dags/mein dag.py", "sales")
    project.write("pytest.ini", "[pytest]\n")
    result = project.run("--snapshot-update", "--rootdir", str(home))
    assert result.ret == 0
    assert project.snapshots() == ["dags/mein dag.py/dag.sales.md"]
    assert project.run("dags/mein dag.py::dag[sales]").ret == 0
