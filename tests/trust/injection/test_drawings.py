"""Pipelines with hostile names and values are drawn, and the drawings mean what was meant."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_etl_diagram.diagrams.lengths import LONGEST, cut
from pytest_etl_diagram.mermaid.document import parse, render
from pytest_etl_diagram.mermaid.split import drawings
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.model import Diagram, Edge, Graph, Group, Message, Node
from tests.cases import diagrams, problems, readings
from tests.trust.injection import pipelines
from tests.trust.injection.looking import steering
from tests.trust.injection.meaning import differs
from tests.trust.injection.texts import HOSTILE, IN_YAML, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_etl_diagram.mermaid.split import Drawing

MOST = 50_000
"""UTF-16 units of a drawing that hosts accept (`maxTextSize`)."""

GRAPHS = ("dag", "pipeline", "deployment", "architecture", "lineage")
FLOWS = ("activity", "sequence")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which every name and value is hostile."""
    root = tmp_path_factory.mktemp("hostile")
    pipelines.write(root, "dags/one.py", pipelines.one_dag(NAMES))
    pipelines.write(root, "dags/each.py", pipelines.dag_file(NAMES))
    pipelines.write(root, "pipelines/all.yml", pipelines.pipeline_file(IN_YAML))
    pipelines.write(root, "docker-compose.yml", pipelines.compose_file(IN_YAML))
    return root


@pytest.fixture(scope="module")
def drawn(files: Path) -> list[Diagram]:
    return list(diagrams(readings(files, GRAPHS), GRAPHS))


@pytest.fixture(scope="module")
def flows(tmp_path_factory: pytest.TempPathFactory) -> list[Diagram]:
    root = tmp_path_factory.mktemp("flows")
    for what, text in HOSTILE.items():
        pipelines.write(root, f"{pipelines.plain_name(what)}.py", pipelines.flow_file(text))
    return list(diagrams(readings(root, FLOWS), FLOWS))


def test_every_name_is_drawn(drawn: list[Diagram], flows: list[Diagram]) -> None:
    dags = {diagram.name for diagram in drawn if diagram.kind == "dag"}
    assert dags == {*NAMES.values(), "all"}
    assert len({d.name for d in drawn if d.kind == "pipeline"}) == len(IN_YAML)
    (compose,) = (diagram for diagram in drawn if diagram.kind == "deployment")
    assert set(IN_YAML.values()) <= {node.name for node in compose.graph.nodes}
    (all_,) = (d for d in drawn if d.name == "all" and d.kind == "dag")
    assert set(map(cut, NAMES.values())) <= {group.name for group in all_.graph.groups}
    assert len({group.id for group in all_.graph.groups}) == len(NAMES)
    assert len(flows) == len(FLOWS) * len(HOSTILE)


def test_a_file_without_a_valid_name_is_a_problem_and_no_error(tmp_path: Path) -> None:
    pipelines.write(tmp_path, "dags/x.py", pipelines.dag_file({"empty": ""}))
    found = readings(tmp_path, ("dag",))
    assert list(diagrams(found, ("dag",))) == []
    (problem,) = problems(found)
    assert problem.message.startswith("DAG '': group id '' is empty, which Airflow refuses")


def test_a_snapshot_gives_back_its_diagram(drawn: list[Diagram], flows: list[Diagram]) -> None:
    for diagram in (*drawn, *flows):
        document = parse(render(diagram))
        assert document.graph == diagram.graph
        assert (document.name, document.source) == (diagram.name, diagram.source)


def test_a_snapshot_holds_headings_fences_and_nothing_else(
    drawn: list[Diagram], flows: list[Diagram]
) -> None:
    for diagram in (*drawn, *flows):
        require_only_fences(render(diagram), len(drawings(diagram.graph)))


def require_only_fences(text: str, fences: int) -> None:
    """Read Markdown as forges do: a heading, a line on the source, and drawings."""
    commonmark = pytest.importorskip("markdown_it", reason="comes with rich")
    tokens = commonmark.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    opened = [token.type for token in tokens if token.type.endswith("_open")]
    assert set(opened) <= {"heading_open", "paragraph_open"}
    assert opened.count("paragraph_open") == 1
    assert opened.count("heading_open") == (1 if fences == 1 else 1 + fences)
    found = [token for token in tokens if token.type in ("fence", "code_block", "html_block")]
    assert [(token.type, token.info) for token in found] == [("fence", "mermaid")] * fences
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special", "code_inline"}
    assert sum(child.type == "code_inline" for child in inline) <= 1


def test_nothing_in_a_snapshot_is_hidden_from_a_reviewer(
    drawn: list[Diagram], flows: list[Diagram]
) -> None:
    for diagram in (*drawn, *flows):
        text = render(diagram)
        private = set(re.findall("[\ue000-\uf8ff\U000f0000-\U0010ffff\u0378]", text))
        assert steering(text) - private == set()
        assert all(line == line.rstrip() for line in text.split("\n"))


def test_no_drawing_is_longer_than_hosts_accept(drawn: list[Diagram], flows: list[Diagram]) -> None:
    for page in pages([*drawn, *flows]):
        assert len(page.text.encode("utf-16-le")) // 2 <= MOST


def test_texts_that_differ_behind_their_cut_stay_different() -> None:
    assert cut("x" * 10_000) != cut("x" * 10_000 + "y")
    assert len(cut("x" * 10_000)) < LONGEST + 20


def pages(found: list[Diagram]) -> Iterator[Drawing]:
    return (page for diagram in found for page in drawings(diagram.graph))


def test_mermaid_understands_what_was_meant(drawn: list[Diagram]) -> None:
    for page in pages([d for d in drawn if d.kind != "pipeline" and d.source != "dags/each.py"]):
        assert not differs(page.text)


def test_mermaid_understands_sequences_as_they_were_meant(flows: list[Diagram]) -> None:
    for page in pages([sequence_of_all(d for d in flows if d.kind == "sequence")]):
        assert not differs(page.text)


def sequence_of_all(found: Iterator[Diagram]) -> Diagram:
    """Return one sequence of the messages of many: each drawing costs its time."""
    diagrams_ = list(found)
    nodes = {node.id: node for diagram in diagrams_ for node in diagram.graph.nodes}
    parts = tuple(part for diagram in diagrams_ for part in diagram.graph.sequence)
    graph = replace(diagrams_[0].graph, nodes=tuple(nodes.values()), sequence=parts)
    return replace(diagrams_[0], graph=graph)


def test_names_that_look_the_same_have_boxes_that_do_not() -> None:
    alike = ["load", "load\u200b", "lo\u00adad", "\u202eload", "load\u3164", "load\U000e0041"]
    nodes = tuple(Node(f"t_{n}", name) for n, name in enumerate(alike))
    text = write(Graph("dag", "d", nodes=nodes))
    shown = {html.unescape(label.replace("#", "&#")) for label in re.findall(r'\["(.*)"\]', text)}
    assert len(shown) == len(alike)
    assert all(steering(label) == set() for label in shown)


anything = st.one_of(
    st.sampled_from(sorted(HOSTILE.values())),
    st.text(st.characters(), max_size=30),
    st.lists(st.sampled_from(sorted(NAMES.values(), key=len)[:120]), max_size=3).map("".join),
)


@given(anything, anything, anything)
def test_any_text_comes_back_from_a_snapshot(name: str, value: str, source: str) -> None:
    nodes = (Node("t_a", name, "load", "g_g", ((value or "x", name),)), Node("t_b", value))
    graph = Graph(
        "dag",
        name,
        groups=(Group("g_g", value),),
        nodes=nodes,
        edges=(Edge("t_a", "t_b", label=value),),
    )
    diagram = Diagram("dag", name, source, graph)
    document = parse(render(diagram))
    assert (document.graph, document.name, document.source) == (graph, name, source)
    require_only_fences(render(diagram), 1)
    require_said(name, value)


def require_said(name: str, value: str) -> None:
    nodes = (Node("c_a", name, "component"), Node("c_b", value, "component"))
    said = (Message("c_a", "c_b", value), Message("c_b", "c_b", name, "note"))
    graph = Graph("sequence", name, nodes=nodes, sequence=said)
    assert parse(render(Diagram("sequence", name, "", graph))).graph == graph
