"""Overlays of flowcharts: all of both graphs is in them, and Mermaid understands them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from overlay_meant import meant_chart
from overlay_pairs import CASES, FLOWCHARTS, flowcharts, hostile_flowcharts

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.mermaid.validity import is_sequence
from pytest_etl_diagram.report.overlay import overlay
from pytest_etl_diagram.report.overlay.merging import GONE, NOW, WHOLE, merged
from pytest_etl_diagram.report.overlay.states import CAME, KEPT, WENT
from tests.mermaid.real import understood

CHARTS = [case for case in CASES if not is_sequence(case[1])]
REAL = settings(max_examples=10)
MANY = settings(max_examples=40)


def states(chart):
    return {box.node.id: box.state for box in chart.boxes if box.node.id != WHOLE}


def require_both_graphs(old, new):
    """Hold an overlay to this: without what went it is the new graph, else the old one."""
    chart = merged(old, new)
    by_state = states(chart)
    assert {i for i, s in by_state.items() if s != WENT} == {NOW + n.id for n in new.nodes}
    assert sum(s != CAME for s in by_state.values()) == len(old.nodes)
    went = {i for i, s in by_state.items() if s == WENT}
    assert went <= {GONE + n.id for n in old.nodes}
    now = [a.edge for a in chart.arrows if a.state != WENT]
    assert sorted((e.source, e.target, e.kind) for e in now) == sorted(
        (NOW + e.source, NOW + e.target, e.kind) for e in new.edges
    )
    assert sum(a.state != CAME for a in chart.arrows) == len(old.edges)
    assert {a.group.id for a in chart.areas if a.state != WENT} == {NOW + g.id for g in new.groups}


@pytest.mark.parametrize("kind", FLOWCHARTS)
def test_an_overlay_holds_both_graphs(kind):
    @MANY
    @given(flowcharts(kind))
    def check(pair):
        require_both_graphs(*pair)

    check()


@MANY
@given(hostile_flowcharts)
def test_an_overlay_holds_both_graphs_of_whatever_text(pair):
    require_both_graphs(*pair)


@pytest.mark.parametrize("kind", FLOWCHARTS)
def test_nothing_is_marked_between_equal_graphs_and_something_where_they_drifted(kind):
    @MANY
    @given(flowcharts(kind))
    def check(pair):
        for old, new in (pair, (pair[0], pair[0])):
            chart = merged(old, new)
            parts = (*chart.boxes, *chart.areas, *chart.arrows)
            drifted = {drift.rule for drift in compare(old, new)} - {"layout-only"}
            assert not drifted or any(part.state != KEPT for part in parts)
            assert old != new or all(part.state == KEPT for part in parts)

    check()


@pytest.mark.parametrize("kind", FLOWCHARTS)
def test_mermaid_understands_every_overlay_as_meant(kind):
    @REAL
    @given(flowcharts(kind))
    def check(pair):
        assert understood(overlay(*pair)) == meant_chart(merged(*pair), pair[1].direction)

    check()


@REAL
@given(hostile_flowcharts)
def test_mermaid_understands_every_overlay_of_hostile_text_as_meant(pair):
    assert understood(overlay(*pair)) == meant_chart(merged(*pair), pair[1].direction)


@pytest.mark.parametrize(("old", "new"), [c[1:] for c in CHARTS], ids=[c[0] for c in CHARTS])
def test_every_rule_of_the_catalogue_leaves_its_mark(old, new):
    chart = merged(old, new)
    marked = [p for p in (*chart.boxes, *chart.areas, *chart.arrows) if p.state != KEPT]
    assert marked or {drift.rule for drift in compare(old, new)} == {"layout-only"}
