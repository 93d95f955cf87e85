"""An entry survives the way through an xdist worker unchanged."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_etl_diagram.model import (
    Drift,
    Edge,
    Frame,
    Graph,
    Group,
    LocatedDrift,
    Location,
    Message,
    Node,
    Section,
)
from pytest_etl_diagram.report.entries import STATUSES, Comparison, Entry, from_json, to_json

TEXT = st.text(max_size=4)
TEXTS = st.lists(TEXT, max_size=2).map(tuple)


def many(*parts, kind):
    return st.lists(st.builds(kind, *parts), max_size=2).map(tuple)


FACTS = st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple)
HAPPENINGS = st.recursive(
    st.builds(Message, TEXT, TEXT, TEXT, TEXT),
    lambda parts: st.builds(
        Frame,
        TEXT,
        many(TEXT, st.lists(parts, max_size=2).map(tuple), kind=Section),
    ),
    max_leaves=4,
)
GRAPHS = st.builds(
    Graph,
    TEXT,
    TEXT,
    TEXT,
    many(TEXT, TEXT, TEXT, kind=Group),
    many(TEXT, TEXT, TEXT, TEXT, FACTS, kind=Node),
    many(TEXT, TEXT, TEXT, TEXT, kind=Edge),
    st.lists(HAPPENINGS, max_size=2).map(tuple),
)
DRIFTS = st.builds(
    Drift,
    *[TEXT] * 6,
    nodes=TEXTS,
    downstream=TEXTS,
    fingerprint=TEXT,
    pipelines=TEXTS,
    places=TEXTS,
)
LOCATIONS = st.builds(Location, TEXT, st.integers(0))
HITS = st.recursive(
    st.builds(LocatedDrift, DRIFTS, LOCATIONS, TEXT),
    lambda parts: st.builds(
        LocatedDrift, DRIFTS, LOCATIONS, TEXT, st.lists(parts, max_size=2).map(tuple)
    ),
    max_leaves=3,
)
COMPARISONS = st.builds(Comparison, GRAPHS, TEXT, st.lists(HITS, max_size=2).map(tuple), TEXT)
ENTRIES = st.builds(
    Entry,
    *[TEXT] * 5,
    st.sampled_from(STATUSES),
    st.none() | GRAPHS,
    TEXT,
    st.none() | COMPARISONS,
    st.none() | COMPARISONS,
    TEXT,
    st.booleans(),
)


@settings(deadline=None)
@given(ENTRIES)
def test_there_and_back_it_is_the_same_entry(entry):
    assert from_json(to_json(entry)) == entry


@settings(deadline=None)
@given(ENTRIES)
def test_json_text_carries_it_too(entry):
    assert from_json(json.loads(json.dumps(to_json(entry)))) == entry
