"""File names, node ids and commands for whatever a DAG is called."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.collection.files import item_name
from pytest_etl_diagram.collection.gists import Outline
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.reading import Reading
from pytest_etl_diagram.model import Diagram, Graph
from pytest_etl_diagram.report.shells import quote
from pytest_etl_diagram.snapshot import snapshot_path

FOLDER = Path("root")
HOSTILE = [
    "../../etc/passwd",
    "..",
    "",
    "a/b",
    "a\\b",
    "con",
    "NUL",
    "x" * 300,
    "tab\tnewline\n",
    "trailing.",
    "trailing ",
    "a\"b'c`d$e",
    "äöü",
    "Sales",
    "{var:stage}",
    "a::b[c]",
    "*?<>|",
]


def file_name(name):
    return snapshot_path(FOLDER, "dags/x.py", "dag", name).name


@pytest.mark.parametrize("name", ["sales", "daily_sales_etl", "team.sales-v2", "2024"])
def test_plain_names_stay_as_they_are(name):
    assert file_name(name) == f"dag.{name}.md"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_become_safe(name):
    path = snapshot_path(FOLDER, "dags/x.py", "dag", name)
    assert path.parent == FOLDER / "dags" / "x.py"
    assert path.name.isascii()
    assert len(path.name) < 120
    assert not set(path.name) & set('\\/:*?"<>|\n\t ')


@given(st.lists(st.text(max_size=12), min_size=2, max_size=2, unique=True))
def test_different_names_have_different_files_even_without_case(names):
    first, second = names
    assert file_name(first).lower() != file_name(second).lower()


@given(st.text())
def test_node_ids_print_on_one_line(name):
    printed = item_name(Outline("dag", name, "x.py", ""))
    assert printed.isprintable()


def test_diagram_of_the_whole_project_lies_at_the_top():
    assert snapshot_path(FOLDER, "", "lineage", "all") == FOLDER / "lineage.all.md"


@pytest.mark.parametrize(
    ("word", "system", "expected"),
    [
        ("--etl-diagrams", "posix", "--etl-diagrams"),
        ("dags/x.py::dag[y]", "posix", "'dags/x.py::dag[y]'"),
        ("it's", "posix", "'it'\"'\"'s'"),
        ("dags/x.py::dag[y]", "nt", '"dags/x.py::dag[y]"'),
        ("--rootdir=C:\\a", "nt", "--rootdir=C:\\a"),
    ],
)
def test_words_are_quoted_for_the_shell(word, system, expected):
    assert quote(word, system) == expected


def test_diagrams_of_hostile_names_are_written_compared_and_selected(project):
    def read(_self, _path):
        diagrams = (Diagram("dag", name, "dags/x.py", Graph("dag", name)) for name in HOSTILE)
        return Reading("dags/x.py", tuple(diagrams))

    project.monkeypatch.setattr(Project, "read", read)
    project.write_dag("dags/x.py", "sales")
    project.accept().assert_outcomes(passed=len(HOSTILE))
    project.run().assert_outcomes(passed=len(HOSTILE))
    assert {Path(path).parent.as_posix() for path in project.snapshots()} == {"dags/x.py"}
    for nodeid in project.collected():
        project.run(nodeid).assert_outcomes(passed=1)


def test_shown_command_fits_where_pytest_was_started(project):
    project.write_dag("team a/dags/sales.py", "sales")
    project.write("pytest.ini", "[pytest]\n")
    project.write("other.ini", "[pytest]\n")
    project.monkeypatch.chdir(project.root / "team a")
    result = project.run("-c", "../other.ini", "dags")
    command = "pytest -c ../other.ini --etl-diagrams --snapshot-update 'dags/sales.py::dag[sales]'"
    assert command in result.stdout.str()
