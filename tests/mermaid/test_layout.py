from __future__ import annotations

import difflib
from dataclasses import replace

import pytest

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.theme import ARROWS, LOOKS, class_definitions
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.model import EDGE_KINDS, ROLES, Edge, Graph, Group, Node


def stage(name: str, role: str = "transform", group: str = "", retries: str = "3") -> Node:
    facts = (("operator", "PythonOperator"), ("callable", name), ("retries", retries))
    return Node(f"t_{name}", name, role, group, facts if retries else facts[:2])


SALES = Graph(
    "dag",
    "daily_sales_etl",
    "LR",
    (Group("g_checks", "checks"),),
    (
        Node(
            "s_schedule",
            "schedule",
            "schedule",
            facts=(("schedule", "0 2 * * *"), ("catchup", "False")),
        ),
        stage("extract", "extract"),
        stage("enrich"),
        stage("aggregate"),
        stage("load", "load"),
        Node("t_check", "check", "validate", "g_checks", (("operator", "@task"),)),
    ),
    (
        Edge("s_schedule", "t_extract", "triggers"),
        Edge("t_extract", "t_enrich"),
        Edge("t_enrich", "t_aggregate"),
        Edge("t_aggregate", "t_load"),
        Edge("t_enrich", "t_check", "conditional", "if late"),
    ),
)  # fmt: skip

LAYOUT = """\
flowchart LR
    accTitle: Airflow DAG daily_sales_etl
    s_schedule(["schedule: 0 2 * * *<br/>catchup: False"]):::schedule
    t_aggregate["aggregate<br/>PythonOperator<br/>callable: aggregate<br/>retries: 3"]:::transform
    t_enrich["enrich<br/>PythonOperator<br/>callable: enrich<br/>retries: 3"]:::transform
    t_extract["extract<br/>PythonOperator<br/>callable: extract<br/>retries: 3"]:::extract
    t_load["load<br/>PythonOperator<br/>callable: load<br/>retries: 3"]:::load
    subgraph g_checks["checks"]
        direction LR
        t_check["check<br/>@task"]:::validate
    end
    s_schedule ==> t_extract
    t_aggregate --> t_load
    t_enrich --> t_aggregate
    t_enrich -.->|"if late"| t_check
    t_extract --> t_enrich
"""


def test_a_drawing_has_one_node_and_one_edge_a_line_and_the_classes_last() -> None:
    classes = "".join(f"    {line}\n" for line in class_definitions("dag", ()))
    assert write(SALES) == LAYOUT + classes


def test_every_role_and_edge_kind_has_a_look() -> None:
    assert set(LOOKS) == set(ROLES)
    assert set(ARROWS) == set(EDGE_KINDS)


NODES = (
    (Node("t_a", "a"), 't_a["a"]'),
    (Node("t_a", ""), 't_a[" "]'),
    (Node("t_a", " "), 't_a["#32;"]'),
    (Node("t_a", "a: b"), 't_a["a#58; b"]'),
    (Node("t_a", "a", facts=(("operator", "x: y"),)), 't_a["a<br/>x#58; y"]'),
    (Node("t_a", "a", facts=(("k", "x: y"),)), 't_a["a<br/>k: x: y"]'),
    (Node("t_a", "a", facts=(("k", ""),)), 't_a["a<br/>k: "]'),
    (Node("t_a", "a", facts=(("k", "1\n- 2"),)), 't_a["a<br/>k: 1<br/>#45; 2"]'),
    (Node("t_a", "a\nb"), 't_a["a#10;b"]'),
    (Node("t_a", "a", facts=(("k", "1"), ("operator", "O"))), 't_a["a<br/>k: 1<br/>operator: O"]'),
    (Node("t_a", "operator", facts=(("operator", "O"),)), 't_a["operator: O"]'),
    (Node("t_a", "k", facts=(("k", "1"), ("m", "2"))), 't_a["k: 1<br/>m: 2"]'),
)  # fmt: skip


@pytest.mark.parametrize(("node", "expected"), NODES)
def test_a_label_shows_name_operator_and_facts(node: Node, expected: str) -> None:
    graph = Graph("dag", "d", nodes=(node,))
    text = write(graph)
    assert text.split("\n")[2] == f"    {expected}:::other"
    assert read(text) == graph


TITLES = (
    ("dag", "sales", "accTitle: Airflow DAG sales"),
    ("dag", "", "accTitle: Airflow DAG"),
    ("services", "shop", "accTitle: services diagram: shop"),
    ("services", "", "accTitle: services diagram:"),
    ("Airflow DAG", "x", "accTitle: Airflow DAG diagram: x"),
    ("dag", "a: b", "accTitle: Airflow DAG a#58; b"),
    ("activity", "Sales.run", "accTitle: Activity of Sales.run"),
    ("sequence", "Sales.run", "accTitle: Sequence of Sales.run"),
    ("architecture", "", "accTitle: Architecture of"),
    ("pipeline", "sales", "accTitle: Pipeline sales"),
    ("deployment", "shop", "accTitle: Deployment of shop"),
    ("lineage", "shop", "accTitle: Lineage of shop"),
    ("Activity", "x", "accTitle: Activity diagram: x"),
)


@pytest.mark.parametrize(("kind", "title", "expected"), TITLES)
def test_a_title_says_the_kind_in_words(kind: str, title: str, expected: str) -> None:
    graph = Graph(kind, title)
    assert write(graph).split("\n")[1] == f"    {expected}"
    assert read(write(graph)) == graph


@pytest.mark.parametrize("kind", ["pipeline", "deployment", "lineage"])
def test_boxes_that_edges_cross_have_no_direction_of_their_own(kind: str) -> None:
    assert "direction" not in write(replace(SALES, kind=kind))


def cost(before: Graph, after: Graph) -> tuple[int, int]:
    diff = list(difflib.ndiff(write(before).split("\n"), write(after).split("\n")))
    return sum(d.startswith("+ ") for d in diff), sum(d.startswith("- ") for d in diff)


def test_a_fact_removed_costs_one_line_in_and_one_out() -> None:
    nodes = tuple(stage("enrich", retries="") if n.id == "t_enrich" else n for n in SALES.nodes)
    assert cost(SALES, replace(SALES, nodes=nodes)) == (1, 1)


def test_a_stage_put_between_two_others_costs_three_lines_in_and_one_out() -> None:
    edges = [edge for edge in SALES.edges if edge != Edge("t_enrich", "t_aggregate")]
    edges += [Edge("t_enrich", "t_dedupe"), Edge("t_dedupe", "t_aggregate")]
    after = replace(SALES, nodes=(*SALES.nodes, stage("dedupe")), edges=tuple(edges))
    assert cost(SALES, after) == (3, 1)


def test_a_dependency_moved_costs_one_line_in_and_one_out() -> None:
    edges = [edge for edge in SALES.edges if edge != Edge("t_aggregate", "t_load")]
    after = replace(SALES, edges=(*edges, Edge("t_enrich", "t_load")))
    assert cost(SALES, after) == (1, 1)


FOREIGN = (
    ("", "line 1"),
    ("gantt\n", "line 1: not a line that this plugin writes"),
    (write(SALES).replace("retries: 3", "retries:  3", 1), "line 4"),
    (write(SALES).replace(":::load", ":::cargo"), "line 7: role 'cargo' of node t_load"),
    (write(SALES).replace("    end\n", ""), "line 11"),
    (
        write(SALES).replace("t_aggregate --> t_load", "t_aggregate --> t_lost"),
        "line 13: edge t_aggregate t_lost: the graph has no node 't_lost'",
    ),
    (write(SALES).replace("t_load[", "t_load("), "line 7"),
    (write(SALES).replace("retries: 3", "retries: #1114112;", 1), "line 4: #1114112; stands for"),
    (write(SALES).replace("classDef load fill", "classDef load full"), "line 21"),
    (write(SALES) + "\n", "too many or too few lines"),
)


@pytest.mark.parametrize(("text", "message"), FOREIGN)
def test_reading_refuses_what_is_never_written_and_says_where(text: str, message: str) -> None:
    with pytest.raises(SnapshotFormatError, match=message):
        read(text)


def test_reading_takes_windows_line_ends() -> None:
    assert read(write(SALES).replace("\n", "\r\n")) == SALES


INVALID = (
    (Graph("dag", "d", "XY"), "direction 'XY'"),
    (Graph("dag", "d", nodes=(Node("end", "x"),)), "id 'end'"),
    (Graph("dag", "d", nodes=(Node("t_a", "x"), Node("t_a", "y"))), "'t_a' occurs 2 times"),
    (Graph("dag", "d", nodes=(Node("t_a", "x", "boss"),)), "role 'boss'"),
    (Graph("dag", "d", nodes=(Node("t_a", "x", group="g_a"),)), "group 'g_a'"),
    (Graph("dag", "d", groups=(Group("g_a", "a", "g_a"),)), "g_a is inside itself"),
    (Graph("dag", "d", edges=(Edge("t_a", "t_b"),)), "no node 't_a'"),
    (Graph("dag", "d", nodes=(Node("t_a", "a"),), edges=(Edge("t_a", "t_a", "no"),)), "kind 'no'"),
)  # fmt: skip


@pytest.mark.parametrize(("graph", "message"), INVALID)
def test_writing_refuses_a_graph_that_cannot_be_drawn(graph: Graph, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        write(graph)
