"""Merges that nobody resolved: in snapshots and in sources."""

import os

import pytest

from pytest_etl_diagram.mermaid.document import render
from pytest_etl_diagram.model import Diagram, Edge, Graph, Node
from pytest_etl_diagram.sources.conflicts import Conflict, find_conflict, find_conflict_in_code

SNAPSHOT = "__etl_diagrams__/dags/sales.py/dag.sales.md"


def both(line, ours="HEAD", theirs="feature/retries", base=""):
    """Return the text in which git leaves a line that both sides changed."""
    middle = f"||||||| {base}\nold\n" if base else ""
    return f"<<<<<<< {ours}\n{line}\n{middle}=======\n{line} \n>>>>>>> {theirs}"


@pytest.fixture
def sales(project):
    project.write_dag("dags/sales.py", "sales")
    project.accept()
    return project


def conflicted(project, part, *, ends="\n", base=""):
    """Put a conflict around the first line of the snapshot that holds `part`; return the line."""
    file = project.root / SNAPSHOT
    lines = file.read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if part in line)
    lines[number] = both(lines[number], base=base)
    text = "\n".join(lines) + "\n"
    file.write_bytes(text.replace("\n", ends).encode())
    return number + 1


PARTS = {
    "heading": ("# Airflow DAG", "\n", ""),
    "source line": ("Source: ", "\n", ""),
    "fence": ("```mermaid", "\n", ""),
    "first line": ("flowchart", "\r\n", ""),
    "node": ("t_extract", "\n", "5f3a1c2"),
    "edge": ("-->", "\r\n", "5f3a1c2"),
    "class": ("classDef", "\n", ""),
}
"""A line that is in conflict, the ends of lines, and the base that diff3 shows."""


@pytest.mark.parametrize(("part", "ends", "base"), PARTS.values(), ids=PARTS)
def test_a_conflict_in_a_snapshot_is_told_as_one_and_the_update_resolves_it(
    sales, calmly, part, ends, base
):
    whole = (sales.root / SNAPSHOT).read_bytes()
    line = conflicted(sales, part, ends=ends, base=base)
    result = sales.run()
    result.assert_outcomes(failed=1)
    calmly(result)
    result.stdout.fnmatch_lines(
        [
            f"{SNAPSHOT}: line {line}: an unresolved merge conflict between HEAD and feature/*; *",
            "Write it anew with:  pytest --etl-diagrams --snapshot-update 'dags/sales.py::*",
            "1 diagram: 1 error",
        ]
    )
    assert "drifted" not in result.stdout.str()
    sales.accept().stdout.fnmatch_lines(["1 diagram: 1 updated"])
    assert (sales.root / SNAPSHOT).read_bytes() == whole


def test_a_whole_file_in_conflict_is_one_too(sales, calmly):
    file = sales.root / SNAPSHOT
    text = file.read_text(encoding="utf-8")
    file.write_text(both(text.rstrip("\n")) + "\n", encoding="utf-8", newline="")
    result = sales.run()
    calmly(result)
    result.stdout.fnmatch_lines([f"{SNAPSHOT}: line 1: an unresolved merge conflict between *"])
    sales.accept()
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("mark", ["<<<<<<<", ">>>>>>> x", "|||||||", "=======", "<<<<<<< "])
def test_one_mark_left_behind_is_a_conflict(sales, mark):
    file = sales.root / SNAPSHOT
    file.write_text(file.read_text(encoding="utf-8") + mark + "\n", encoding="utf-8", newline="")
    result = sales.run()
    result.stdout.fnmatch_lines([f"{SNAPSHOT}: line *: an unresolved merge conflict; *"])


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("dags/sales.py", both("from airflow import DAG")),
        ("dags/sales.py", "from airflow import DAG\n" + both("x = 1", base="abc")),
        ("dags/sales.py", "from airflow import DAG\r\n" + both("x = 1").replace("\n", "\r\n")),
    ],
    ids=["first line", "diff3", "crlf"],
)
def test_a_source_in_conflict_says_so_and_keeps_its_snapshot(sales, kept, calmly, path, text):
    (sales.root / path).write_bytes(text.encode())
    before = kept()
    line = text.replace("\r", "").split("\n").index("<<<<<<< HEAD") + 1
    for args in ((), ("--snapshot-update",)):
        result = sales.run(*args)
        result.assert_outcomes(failed=1)
        calmly(result)
        result.stdout.fnmatch_lines(
            [f"{path}:{line}: *an unresolved merge conflict between HEAD and feature/retries; *"]
        )
    assert not before.changed()


def test_a_yaml_source_in_conflict_says_so(project, kept, calmly):
    project.write("orders.pipeline.yaml", "pipeline:\n  name: orders\n")
    source = "project.yml"
    project.write(
        "models/dbt_project.yml", "name: shop\n" + both("version: 1") + "\nmodel-paths: [models]\n"
    )
    result = project.run()
    del source
    result.stdout.fnmatch_lines(
        ["models/dbt_project.yml:2: *an unresolved merge conflict between HEAD and *"]
    )


NAMES = ["=======", "<<<<<<< HEAD", ">>>>>>> x", "||||||| y", "a\n=======\nb", "\r=======\r"]


@pytest.mark.parametrize("name", NAMES)
def test_no_drawing_has_a_line_that_is_a_mark(name):
    nodes = tuple(
        Node(f"t_{i}", f"{name}{i}" if i else name, "other", facts=(("note", name),))
        for i in (0, 1)
    )
    for kind in ("dag", name):
        graph = Graph(kind, name, nodes=nodes, edges=(Edge("t_0", "t_1", "data", name),))
        assert find_conflict(render(Diagram(kind, name, "dags/a.py", graph))) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x y\n", Conflict(2, "HEAD", "x y")),
        ("<<<<<<<\n>>>>>>>\n", Conflict(1)),
        ("<<<<<<< HEAD\r\n=======\r\n>>>>>>> x\r\n", Conflict(1, "HEAD", "x")),
        ("<<<<<<<< eight\n", None),
        ("x <<<<<<< HEAD\n", None),
        ("", None),
    ],
)
def test_marks_are_found_with_the_names_of_both_sides(text, expected):
    assert find_conflict(text) == expected


def test_an_underline_in_code_is_no_mark():
    assert find_conflict_in_code('"""Title\n=======\n"""\nx = (\n') is None
    assert find_conflict_in_code("<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n") == Conflict(1, "a", "b")


@pytest.mark.skipif(os.name == "nt", reason="one system is enough")
def test_an_orphan_in_conflict_is_not_removed(sales, calmly):
    sales.write_dag("dags/other.py", "other")
    sales.accept()
    conflicted(sales, "t_extract")
    (sales.root / "dags/sales.py").unlink()
    result = sales.run("--snapshot-update")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    calmly(result)
    result.stdout.fnmatch_lines([f"  {SNAPSHOT}: not as this plugin wrote it (line *conflict*"])
    assert (sales.root / SNAPSHOT).exists()
