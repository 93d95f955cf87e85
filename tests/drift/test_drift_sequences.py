"""Drifts of sequences: which of several there are, where they are, and what holds of all."""

from __future__ import annotations

import pytest
from drift_sequence_cases import EXTRACT, LOAD, READ, RETRY, TRY, frame, seq
from drift_sequence_graphs import sequence, sequences
from hypothesis import given, settings

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.rules import RULES
from pytest_etl_diagram.drift.sequences import sorts
from pytest_etl_diagram.drift.sequences.frame_drifts import RULES as OF_FRAMES
from pytest_etl_diagram.drift.sequences.lines import lay_out
from pytest_etl_diagram.model import LEVELS


def test_the_tables_name_rules_that_exist():
    rows = (*sorts.RULES.values(), *OF_FRAMES.values())
    named = {name for row in rows for name in (row.added, row.changed, row.removed)}
    named |= set(sorts.CHANGED_SORTS.values())
    assert named - {rule.id for rule in RULES} == {""}


def told(old: str, new: str) -> list[tuple[str, str]]:
    """Return rule and subject of every drift."""
    return [(drift.rule, drift.subject) for drift in compare(sequence(old), sequence(new))]


CHECK = "Daily -> Checks: validate()"
CHECKED = f"{CHECK}\n{frame('break bad', 'Checks: raise Bad')}"

SEVERAL = {
    "a call that is gone takes along what was done for it, not what has a rule of its own": (
        seq(EXTRACT, LOAD, "Loader -> S3: write a", "Loader -> Slack: send #a", READ),
        seq(EXTRACT, READ),
        [("alert-removed", "Loader → Slack"), ("participant-removed", "Loader")],
    ),
    "a check that is gone takes its exits along": (
        seq(EXTRACT, CHECKED),
        seq(EXTRACT),
        [("quality-check-removed", "Daily → Checks")],
    ),
    "a call that moved takes along what is done for it": (
        seq(CHECKED, EXTRACT, "Extractor -> S3: read a", LOAD),
        seq(EXTRACT, "Extractor -> S3: read a", LOAD, CHECKED),
        [("message-moved", "Daily → Checks: validate()")],
    ),
    "an alert and a raise dropped from a handler": (
        seq(TRY, frame("or except A", "Daily -> Slack: send #a", "Daily: raise again"), READ),
        seq(TRY, frame("or except A", "Daily: exception swallowed"), READ),
        [("exception-swallowed", "Daily"), ("alert-removed", "Daily → Slack")],
    ),
    "a new handler that swallows is told as both": (
        seq(LOAD),
        seq(TRY, frame("or except A", "Daily: exception swallowed")),
        [("exception-swallowed", "Daily"), ("handler-added", "Daily → Loader: load()")],
    ),
    "several arguments of a call, each by its rule": (
        seq("Daily -> Loader: load(mode: a, keys: x, size: 1)"),
        seq("Daily -> Loader: load(mode: b, keys: x, y, size: 2)"),
        [
            ("write-mode-changed", "Daily → Loader"),
            ("keys-changed", "Daily → Loader"),
            ("message-changed", "Daily → Loader"),
        ],
    ),
    "a value that a call passes on": (
        seq("Daily -> Loader: load(size: 1)", "Loader -> S3: write a (mode: x, chunksize: 1)"),
        seq("Daily -> Loader: load(size: 2)", "Loader -> S3: write a (mode: x, chunksize: 2)"),
        [("message-changed", "Daily → Loader")],
    ),
    "a component in another's place that writes elsewhere": (
        seq(LOAD, "Loader -> S3: write a", READ),
        seq("Daily -> Gone: load()", "Gone -> Kafka: write a", READ),
        [("target-changed", "Gone → Kafka"), ("component-changed", "Gone")],
    ),
    "a class of which nothing is known in another's place": (
        seq(LOAD, "Loader -> S3: write a", READ),
        seq("who Gone [unknown]", "Daily -> Gone: load()", READ),
        [("component-changed", "Gone")],
    ),
    "a call of the same verb to one of those who were there": (
        seq("Daily -> A: load()", "Daily -> B: open()"),
        seq("Daily -> B: load()", "Daily -> B: open()"),
        [("component-changed", "Daily → B")],
    ),
    "a frame with all that was in it is told by who took part in it": (
        seq(EXTRACT, frame("loop for each x", LOAD)),
        seq(EXTRACT),
        [("participant-removed", "Loader")],
    ),
    "one of two frames inside each other": (
        seq(frame("loop for each x", frame("opt a", LOAD))),
        seq(frame("opt a", LOAD)),
        [("loop-removed", "Daily → Loader: load()")],
    ),
    "what an arm does in the other one": (
        seq(frame("alt a", EXTRACT, LOAD), frame("or otherwise", READ)),
        seq(frame("alt a", EXTRACT), frame("or otherwise", LOAD, READ)),
        [("message-moved", "Daily → Loader: load()")],
    ),
    "a policy of which all changed": (
        seq(frame(RETRY, LOAD)),
        seq(frame("loop retry up to {var:n} times, wait 5s", LOAD)),
        [
            ("fact-became-dynamic", "Daily → Loader: load()"),
            ("retry-delay-changed", "Daily → Loader: load()"),
            ("retried-errors-changed", "Daily → Loader: load()"),
            ("backoff-changed", "Daily → Loader: load()"),
        ],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), SEVERAL.values(), ids=SEVERAL)
def test_several_drifts(old, new, expected):
    assert sorted(told(old, new)) == sorted(expected)


PLACES = {
    "what is new, at its own line": (
        seq(LOAD),
        seq(LOAD, "Daily -> Loader: close()"),
        "c_Daily>c_Loader:close()",
    ),
    "what is gone, at what stands before it": (
        seq(EXTRACT, "Daily -> Loader: close()", LOAD),
        seq(EXTRACT, LOAD),
        "c_Daily>c_Extractor:extract()",
    ),
    "what is gone first, at what stands behind it": (
        seq("Daily -> Loader: close()", LOAD),
        seq(LOAD),
        "c_Daily>c_Loader:load()",
    ),
    "what is gone from a handler, in that handler": (
        seq(TRY, frame("or except A", EXTRACT, "Daily: raise B")),
        seq(TRY, frame("or except A", "Daily: raise B")),
        "c_Daily>c_Daily:raise B",
    ),
    "a frame that is gone, at what it was around": (
        seq(EXTRACT, frame("loop for each x", LOAD)),
        seq(EXTRACT, LOAD),
        "c_Daily>c_Loader:load()",
    ),
    "a frame that changed, at its own line": (
        seq(frame("loop for each x", LOAD)),
        seq(frame("loop for each y", LOAD)),
        "loop[for each y]",
    ),
    "under another name, at its new one": (
        seq("Daily -> A: load()", "A -> S3: read", "A -> S3: write"),
        seq("Daily -> B: load()", "B -> S3: read"),
        "c_B>e_S3:read",
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), PLACES.values(), ids=PLACES)
def test_the_first_key_that_the_new_drawing_has_leads_to_the_line(old, new, expected):
    now = sequence(new)
    keys = set(keys_of(now))
    drifts = compare(sequence(old), now)
    firsts = [next((key for key in drift.nodes if key in keys), "") for drift in drifts]
    assert expected in firsts


def keys_of(graph):
    course = lay_out(graph)
    for line in course.lines:
        yield course.key(line)
        for spot in line.spots:
            kind, label = course.label(spot)
            yield f"{kind}[{label}]"
    yield from (node.id for node in graph.nodes)


steady = settings(deadline=None, derandomize=True, max_examples=150)


@given(sequences())
@steady
def test_equal_sequences_give_no_drift(one):
    assert compare(one, one) == ()


@given(sequences(), sequences())
@steady
def test_unequal_sequences_give_drifts_worst_first_and_tell_of_every_message(old, new):
    drifts = compare(old, new)
    assert bool(drifts) == (old != new)
    levels = [LEVELS.index(drift.level) for drift in drifts]
    assert levels == sorted(levels)
    was, is_now = (
        {line for line in graph.sequence if getattr(line, "kind", "") == "call"}
        for graph in (old, new)
    )
    if was - is_now or is_now - was:
        rules = {drift.rule for drift in drifts}
        assert rules - {"title-changed", "heading-changed", "layout-only", "role-changed"}
