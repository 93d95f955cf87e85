"""Overlays of big graphs, of graphs of two kinds, and the words of boxes and arrows."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from overlay_pairs import graph
from report_cases import CASES, sales

from pytest_etl_diagram.mermaid.parts import HOST, Limits
from pytest_etl_diagram.model import Edge, Graph, Group, Node
from pytest_etl_diagram.report.overlay import overlay
from tests.mermaid.real import understood

CHANGED = {"retries": (("retries", "0"),), "whole": (("query", "x" * 3_000),)}


def stages(count, facts=(("retries", "3"),)):
    return tuple(Node(f"t_{n:04}", f"stage_{n:04}", "transform", "", facts) for n in range(count))


def chain(nodes):
    edges = tuple(Edge(a.id, b.id) for a, b in itertools.pairwise(nodes))
    return Graph("dag", "big", nodes=nodes, edges=edges)


def boxes(text):
    return re.findall(r"^ +([nox]_\w+)\S*\[", text, re.MULTILINE)


def require_within_limits(text, limits=HOST):
    assert len(text.encode("utf-16-le")) // 2 <= limits.characters
    assert len(re.findall(r"^ +\w+ \S*(?:--|==|-\.-)\S* \w+$", text, re.MULTILINE)) <= limits.edges
    assert understood(text)


def test_of_more_than_sixty_boxes_only_the_changed_ones_and_their_neighbours_are_drawn():
    nodes = stages(300)
    now = tuple(replace(n, facts=()) if n.id == "t_0100" else n for n in nodes)
    text = overlay(chain(nodes), chain(now))
    assert boxes(text) == ["n_t_0099", "n_t_0100", "n_t_0101", "x_rest"]
    assert 'x_rest["\u2026 not drawn<br/>unchanged boxes: 297"]' in text
    assert understood(text)


def test_sixty_boxes_are_all_drawn():
    nodes = stages(60)
    assert len(boxes(overlay(chain(nodes), chain((replace(nodes[0], facts=()), *nodes[1:]))))) == 60


def test_the_ends_of_a_changed_arrow_are_drawn():
    nodes = stages(100)
    one = chain(nodes)
    text = overlay(one, replace(one, edges=(*one.edges, Edge("t_0007", "t_0070"))))
    assert boxes(text) == ["n_t_0007", "n_t_0070", "x_rest"]
    assert '==>|"#43;"|' in text


def test_the_groups_around_what_is_drawn_are_drawn_and_no_others():
    groups = tuple(Group(f"g_{n}", f"group {n}", "g_0" if n == 1 else "") for n in range(9))
    nodes = tuple(replace(n, group=f"g_{1 + i % 8}") for i, n in enumerate(stages(80)))
    old = Graph("dag", "grouped", groups=groups, nodes=nodes)
    text = overlay(old, replace(old, nodes=(replace(nodes[0], facts=()), *nodes[1:])))
    assert re.findall(r"subgraph (\w+)", text) == ["n_g_0", "n_g_1"]


@pytest.mark.parametrize("facts", CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("limits", [HOST, Limits(20, 4_000), Limits(0, 0)])
def test_what_does_not_fit_is_counted(facts, limits):
    nodes = stages(2_000)
    text = overlay(chain(nodes), chain(stages(2_000, facts)), limits=limits)
    drawn = len(boxes(text)) - 1
    assert f"changed boxes: {2_000 - drawn}" in text
    require_within_limits(text, limits if limits.characters else HOST)


def test_a_dense_drawing_keeps_to_the_edges_that_hosts_draw():
    nodes = stages(60)
    every = tuple(Edge(a.id, b.id) for a in nodes for b in nodes if a.id < b.id)
    old = Graph("dag", "dense", nodes=nodes)
    require_within_limits(overlay(old, replace(old, edges=every)))


def test_a_hub_is_drawn_with_some_of_its_neighbours():
    nodes = stages(1_000)
    old = Graph("dag", "hub", nodes=nodes, edges=tuple(Edge("t_0000", n.id) for n in nodes[1:]))
    text = overlay(old, replace(old, nodes=(replace(nodes[0], facts=()), *nodes[1:])))
    assert len(boxes(text)) == 1 + 60 + 1
    assert "unchanged boxes: 939" in text


def test_a_flowchart_and_a_sequence_are_shown_side_by_side():
    text = overlay(graph("sequence\nDaily -> Loader: load()"), graph("a\nb"))
    assert boxes(text) == ["o_drawing", "n_drawing"]
    assert "drawn as: sequence<br/>participants: 2" in text
    assert "drawn as: flowchart<br/>boxes: 2" in text
    assert understood(text)


def test_flowcharts_of_two_kinds_are_laid_over_each_other_and_the_kind_is_told():
    text = overlay(graph("kind dag\ntitle a\na\nb"), graph("kind pipeline\ntitle b\na\nb"))
    assert "#126; drawing<br/>title: a \u2192 b<br/>kind: dag \u2192 pipeline" in text
    assert "n_t_a" in text
    assert understood(text)


def test_an_undrawable_graph_is_refused():
    with pytest.raises(ValueError, match="the graph has no node 't_a'"):
        overlay(graph("a"), Graph("dag", "x", edges=(Edge("t_a", "t_b"),)))


WORDS = {
    "stage_renamed_with_fewer_retries": (
        "#126; load_to_snowflake \u2192 load_snowflake<br/>PythonOperator<br/>retries: 3 \u2192 1"
    ),
    "retries_removed_everywhere": "retries: 3 \u2192 0 (default)",
    "quality_check_removed": "\u2212 data_quality_checks<br/>PythonOperator<br/>retries: 3",
    "stage_inserted": "#43; deduplicate_sales<br/>DbtRunOperator",
    "schedule_and_alert_changed": "#126; schedule: 0 2 * * * \u2192 @hourly",
    "stages_swapped": 'n_t_load_to_snowflake -.-x|"\u2212"| n_t_data_quality_checks',
}


@pytest.mark.parametrize(("name", "words"), WORDS.items(), ids=WORDS)
def test_a_change_is_told_where_it_is(name, words):
    now = next(case.now for case in CASES if case.name == name)
    assert words in overlay(sales(), now)


def test_long_values_are_cut_around_their_difference():
    query = "SELECT " + ", ".join(f"column_{n}" for n in range(50))
    old, new = (
        Graph("dag", "x", nodes=(Node("t_a", "a", "load", "", (("sql", text),)),))
        for text in (f"{query} FROM old WHERE {query}", f"{query} FROM new WHERE {query}")
    )
    line = next(line for line in overlay(old, new).splitlines() if "n_t_a[" in line)
    assert "49 FROM old" in line
    assert "49 FROM new" in line
