"""Two drawings as wholes: whether they may be of one pipeline."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drift_graphs import graph

from pytest_etl_diagram.drift.wholes import file_moved, graph_likeness
from pytest_etl_diagram.model import Graph, Message, Node

CHAIN = "a [extract]: retries: 3\nb [load]\nc\na -> b\nb -> c"
OTHERS = {
    "the same": (CHAIN, 1.0),
    "a lost setting": (CHAIN.replace(": retries: 3", ""), 0.83),
    "a stage more": (f"{CHAIN}\nd\nc -> d", 0.75),
    "nothing in common": ("x\ny\nx -> y", 0.0),
}


@pytest.mark.parametrize(("other", "likeness"), OTHERS.values(), ids=OTHERS)
def test_likeness_is_the_common_share_of_what_is_said(other, likeness):
    assert graph_likeness(graph(CHAIN), graph(other)) == pytest.approx(likeness, abs=0.01)


def test_a_title_counts_nowhere():
    def sequence(name):
        nodes = (Node("s", f"task: {name}", "start"), Node("c", name, "component"))
        return Graph("sequence", name, nodes=nodes, sequence=(Message("s", "c", f"{name}()"),))

    assert graph_likeness(sequence("load"), sequence("store")) == 1.0


def test_the_order_of_nothing_counts():
    one = graph(CHAIN)
    assert graph_likeness(one, replace(one, nodes=one.nodes[::-1], edges=one.edges[::-1])) == 1.0


def test_empty_drawings_are_alike():
    assert graph_likeness(Graph("dag", "a"), Graph("dag", "b")) == 1.0


def test_a_moved_file_is_told_with_both_paths():
    drift = file_moved("dags/a.py", "dags/b.py", "sales")
    assert (drift.rule, drift.level, drift.subject) == ("file-moved", "info", "sales")
    assert (drift.before, drift.after) == ("file: dags/a.py", "file: dags/b.py")
    assert drift.fingerprint != file_moved("dags/a.py", "dags/c.py", "sales").fingerprint
