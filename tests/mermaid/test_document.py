from __future__ import annotations

import pytest

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.document import Document, parse, render
from pytest_etl_diagram.mermaid.header import header
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.model import Diagram, Edge, Graph, Node

GRAPH = Graph(
    "dag", "sales", nodes=(Node("t_a", "a"), Node("t_b", "b")), edges=(Edge("t_a", "t_b"),)
)
SALES = Diagram("dag", "sales", "dags/sales.py", GRAPH)
TEXT = render(SALES)


def test_a_file_is_a_heading_a_source_line_and_the_drawing() -> None:
    expected = (
        "# Airflow DAG: sales\n\nSource: `dags/sales.py` · format 1\n\n"
        f"```mermaid\n{write(GRAPH)}```\n"
    )
    assert expected == TEXT


def test_a_file_read_back_is_the_diagram_without_places() -> None:
    assert parse(TEXT) == Document("dag", "sales", "dags/sales.py", 1, GRAPH)


@pytest.mark.parametrize(
    "source", ["", " a .py", "a`b.py", "100%.py", "a\nb.py", "données/x.py", "the whole project"]
)
def test_any_source_survives(source: str) -> None:
    text = render(Diagram("dag", "sales", source, GRAPH))
    assert parse(text).source == source
    assert header(text) == (source, "dag", "sales")


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n\n", "\n"),
        f"\n{TEXT}".replace("\n\n", "\n\n\n"),
        TEXT.rstrip("\n"),
    ],
    ids=["CRLF", "blank lines removed", "blank lines added", "no final newline"],
)
def test_a_formatter_may_change_line_ends_and_blank_lines(text: str) -> None:
    assert parse(text) == parse(TEXT)


CONFLICT = "<<<<<<< HEAD\n    t_a --> t_b\n=======\n    t_b --> t_a\n>>>>>>> theirs\n"
REFUSED = (
    (TEXT.replace("format 1", "format 2"), "format 2.*upgrade the plugin"),
    (TEXT.replace("format 1", "format 0"), "format 0.*--snapshot-update"),
    (TEXT.replace("    t_a --> t_b\n", CONFLICT), "line 10: an unresolved merge conflict.*-update"),
    ("", "not a snapshot of pytest-etl-diagram"),
    ("# My notes\n\nSource: `x` · format 1\n", "not a snapshot of pytest-etl-diagram"),
    (TEXT.replace("```mermaid", "```text"), "no drawing"),
    (TEXT.removesuffix("```\n"), "line 5: a drawing without its end"),
    (TEXT.replace("t_a --> t_b", "t_a --- t_b"), "line 10: not a line"),
    (TEXT.replace("# Airflow DAG: sales", "# Airflow DAG: &#115;ales"), "line 1"),
    (f"{TEXT}\nReviewed.\n", "lines that aren't blank"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_a_file_that_is_not_ours_as_written_is_refused_with_what_to_do(
    text: str, message: str
) -> None:
    with pytest.raises(SnapshotFormatError, match=message):
        parse(text)


@pytest.mark.parametrize(
    "text", ["", "# Airflow DAG: sales\n", "# Notes\n\nSource: `x` · format 1\n", f"x\n{TEXT}"]
)
def test_a_file_that_is_not_ours_has_no_header(text: str) -> None:
    assert header(text) is None


def test_the_header_of_another_format_is_still_ours() -> None:
    assert header(TEXT.replace("format 1", "format 7")) == ("dags/sales.py", "dag", "sales")
