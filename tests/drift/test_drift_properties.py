"""What holds of every comparison, whatever the graphs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drift_graphs import graphs
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.impact import fingerprint
from pytest_etl_diagram.drift.rules import rank, rule
from pytest_etl_diagram.model import LEVELS

if TYPE_CHECKING:
    import random


KINDS = ("dag", "pipeline", "deployment", "lineage", "activity", "architecture")


@settings(deadline=None)
@given(graphs(KINDS), graphs(KINDS), st.randoms())
def test_the_order_of_drifts_depends_on_content_only(old, new, rng: random.Random):
    def shuffled(one):
        parts = {name: list(getattr(one, name)) for name in ("groups", "nodes", "edges")}
        for part in parts.values():
            rng.shuffle(part)
        return replace(one, **{name: tuple(part) for name, part in parts.items()})

    assert compare(shuffled(old), shuffled(new)) == compare(old, new)


@settings(deadline=None)
@given(graphs(KINDS), graphs(KINDS))
def test_worst_comes_first_and_every_drift_is_complete(old, new):
    drifts = compare(old, new)
    levels = [LEVELS.index(drift.level) for drift in drifts]
    assert levels == sorted(levels)
    assert [rank(d.rule) for d in drifts] == sorted(rank(d.rule) for d in drifts)
    for drift in drifts:
        assert drift.why.startswith(rule(drift.rule).why)
        assert drift.fingerprint == fingerprint(drift, new.title)
        assert "{" not in rule(drift.rule).why
