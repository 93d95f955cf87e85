"""The drifts of two drawings of any kind turn the old one into the new one, told in sums or not."""

from __future__ import annotations

import pytest
from drift_apply import apply as apply_to_workflow
from drift_apply_lines import apply as apply_lines
from drift_cases import CASES
from drift_graphs import comparable, graph, graphs
from drift_sequence_graphs import sequences
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.drawn import differing
from pytest_etl_diagram.drift.gathering import gather
from pytest_etl_diagram.mermaid.validity import is_sequence
from pytest_etl_diagram.model import LEVELS

WORKFLOWS = ("dag", "pipeline")
NETWORKS = ("activity", "architecture", "deployment", "lineage")
DRAWN = {
    **{kind: graphs((kind,)) for kind in (*WORKFLOWS, *NETWORKS)},
    "sequence": sequences(),
    "another kind": graphs((*WORKFLOWS, *NETWORKS)) | sequences(),
}

every_kind = pytest.mark.parametrize("kind", DRAWN)
two_hundred = settings(deadline=None, max_examples=200)


def applied(old, new, drifts):
    """Return what drifts make of the old drawing; workflows are written in another way."""
    is_workflow = new.kind in WORKFLOWS and not is_sequence(old) and not is_sequence(new)
    return (apply_to_workflow if is_workflow else apply_lines)(old, drifts)


def parts_of(sums):
    return [part for one in sums for part in one.parts or (one.drift,)]


@every_kind
def test_the_sums_of_two_drawings_turn_the_old_one_into_the_new_one(kind):
    @two_hundred
    @given(DRAWN[kind], DRAWN[kind], st.randoms())
    def check(old, new, rng):
        drifts = compare(old, new)
        assert bool(drifts) == (old != new)
        assert applied(old, new, parts_of(gather(drifts, new.kind))) == comparable(new)
        for some in (drifts, [drift for drift in drifts if rng.random() < 0.5]):
            each_is_told_once_and_the_worst_first(some, gather(some, new.kind))

    check()


def each_is_told_once_and_the_worst_first(drifts, sums):
    assert sorted(map(repr, parts_of(sums))) == sorted(map(repr, drifts))
    assert all(len(one.parts) != 1 for one in sums)
    levels = [LEVELS.index(one.drift.level) for one in sums]
    assert levels == sorted(levels)
    for one in sums:
        parts = one.parts or (one.drift,)
        assert one.drift.level == min((part.level for part in parts), key=LEVELS.index)


@every_kind
def test_equal_drawings_give_no_drift(kind):
    @two_hundred
    @given(DRAWN[kind])
    def check(one):
        assert compare(one, one) == ()

    check()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{CASES.index(case)}")
def test_one_change_is_told_whole(case):
    old, new = graph(case[1]), graph(case[2])
    assert applied(old, new, compare(old, new)) == comparable(new)


def test_a_change_of_one_fact_carries_no_lines():
    old, new = (graph(f"kind deployment\nx: image: a:1; replicas: {n}") for n in (3, 2))
    (drift,) = compare(old, new)
    assert (drift.before, drift.after) == ("replicas: 3", "replicas: 2")


def test_a_tie_carries_the_edges_that_it_is_about():
    text = "kind deployment\ndb\nx\ndb -> x"
    (drift,) = compare(graph(f"{text} | service_healthy"), graph(text))
    assert drift.before.split("\n    with: ") == [
        "depends on: db (service_healthy)",
        "edge t_db → t_x: depends: service_healthy",
    ]


def test_a_drawing_is_divided_into_lines():
    one = graph("group g\na [load] {g}: retries: 3\nb\na -> b | ok")
    texts = [line.text for line in differing(graph("direction TB"), one)[1]]
    assert texts == [
        "direction: LR",
        "box t_a: a",
        "fact t_a: retries: 3",
        "place t_a: g_g",
        "role t_a: load",
        "box t_b: b",
        "role t_b: other",
        "group g_g: g",
        "edge t_a → t_b: depends: ok",
    ]
