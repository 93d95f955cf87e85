"""Which stage is which: the best pairs over all, what the code declares, and bridged gaps."""

from __future__ import annotations

import importlib

import pytest
from drift_graphs import graph
from drift_sequence_cases import frame, seq

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.notation import headline


def changes(old: str, new: str, renamed=()) -> set[tuple[str, str]]:
    """Return the names before and after of what has another one, and of frames their words."""
    drifts = compare(graph(old), graph(new), renamed)
    texts = ((headline(d.before).split(": "), headline(d.after).split(": ")) for d in drifts)
    return {
        (before[-1], after[-1])
        for before, after in texts
        if before[-1] and after[-1] and before[0] != "target"
    }


def rules(old: str, new: str, renamed=()) -> list[tuple[str, str]]:
    return [(d.rule, d.subject) for d in compare(graph(old), graph(new), renamed)]


def greedy(scores):
    """Take the best pair that is left, again and again."""
    cells = [(score, a, b) for a, row in enumerate(scores) for b, score in enumerate(row) if score]
    taken: list[tuple[int, int]] = []
    for _, a, b in sorted(cells, reverse=True):
        if all(a != one and b != other for one, other in taken):
            taken.append((a, b))
    return tuple(sorted(taken))


COMMON = "p: 1; q: 1; r: 1; s: 1"
STAGES = (
    f"kind {{0}}\nload_aa [load]: t: 1; u: 1; {COMMON}\nload_bb [load]: {COMMON}",
    f"kind {{0}}\nload_ac [load]: u: 1; {COMMON}\nload_xx [other]: t: 1; {COMMON}",
)
"""`load_aa` is most like `load_ac`, but that is the only one that `load_bb` can be."""


def of_stages(kind: str) -> tuple[str, str, str, set[tuple[str, str]]]:
    old, new = (text.format(kind) for text in STAGES)
    return "pairing", old, new, {("load_aa", "load_xx"), ("load_bb", "load_ac")}


def decisions(one: str, its: str, other: str, others: str) -> str:
    """Write two decisions with edges to some of the steps a to e."""
    ways = [f"{name} -> {step}" for name, steps in ((one, its), (other, others)) for step in steps]
    return "\n".join(("kind activity", *"abcde", f"{one} [decision]", f"{other} [decision]", *ways))


def asked(**calls: str) -> str:
    return seq(*(f"Daily -> {who}: do_{what}()" for who, each in calls.items() for what in each))


CALLS = [f"Daily -> Loader: do_{n}()" for n in range(7)]

BEST = {
    **{
        kind: of_stages(kind)
        for kind in ("dag", "pipeline", "architecture", "deployment", "lineage")
    },
    "activity": (
        "activities.pairs",
        decisions("one?", "abcd", "two?", "abe"),
        decisions("big?", "abcde", "small?", "bcd"),
        {("one?", "small?"), ("two?", "big?")},
    ),
    "sequence": (
        "sequences.participants",
        asked(One="abcd", Two="abe"),
        asked(Big="abcde", Small="bcd"),
        {("One", "Small"), ("Two", "Big")},
    ),
    "sequence, frames": (
        "sequences.frames",
        seq(frame("opt one", *CALLS[:5]), frame("opt two", *CALLS[5:])),
        seq(frame("opt big", *CALLS[:3], *CALLS[5:]), frame("opt small", *CALLS[3:5])),
        {("one", "small"), ("two", "big")},
    ),
}


@pytest.mark.parametrize("case", BEST.values(), ids=BEST)
def test_pairs_are_the_best_over_all(case):
    _, old, new, expected = case
    assert changes(old, new) >= expected


@pytest.mark.parametrize("case", BEST.values(), ids=BEST)
def test_a_greedy_search_would_not_find_them(case, monkeypatch):
    module, old, new, expected = case
    searching = importlib.import_module(f"pytest_etl_diagram.drift.{module}")
    monkeypatch.setattr(searching, "best_assignment", greedy)
    assert not changes(old, new) & expected


DECLARED = {
    "dag": ("stage-renamed", "{0}: operator: {1}Operator; retries: 3", "t_b"),
    "pipeline": ("stage-renamed", "kind pipeline\n{0} [load]: table: {1}", "t_b"),
    "deployment": ("service-renamed", "kind deployment\n{0} [service]: image: {1}:1", "t_b"),
    "lineage": ("pipeline-renamed", "kind lineage\n{0} [dag]: owner: {1}", "t_b"),
    "activity": (
        "call-changed",
        "kind activity\nrun [start]\n{0} [load]: table: {1}\nrun -> {0}",
        "t_b",
    ),
    "architecture": ("component-renamed", "kind architecture\n{0}: path: {1}.py", "t_b"),
    "sequence": ("component-changed", seq("Daily -> {0}: {1}()", "Daily -> S3: read"), "c_b"),
}


@pytest.mark.parametrize(("rule", "text", "node_id"), DECLARED.values(), ids=DECLARED)
def test_a_declared_rename_is_one_however_much_else_changed(rule, text, node_id):
    old, new = text.format("a", "x"), text.format("b", "y")
    assert rule not in [found for found, _ in rules(old, new)]
    assert (rule, "b") in rules(old, new, [(node_id, "a")])
    assert ("a", "b") in changes(old, new, [(node_id, "a")])


def test_the_other_changes_of_a_declared_rename_are_told_as_facts():
    old, new = "a: operator: X; retries: 3", "b: operator: Y"
    assert rules(old, new, [("t_b", "a")]) == [
        ("retries-removed", "b"),
        ("stage-renamed", "b"),
        ("operator-changed", "b"),
    ]


UNFIT = {
    "no such stage was there": ("a: operator: X", "b: operator: Y", [("t_b", "c")]),
    "the old name is still there": ("a\nc", "a\nb: operator: Y\nc", [("t_b", "a")]),
    "no such stage is there": ("a: operator: X", "b: operator: Y", [("t_c", "a")]),
    "two say that they are it": (
        "a: operator: X",
        "b: operator: Y\nc: operator: Z",
        [("t_b", "a"), ("t_c", "a")],
    ),
    "two stages had that name": (
        "a: operator: X\na#2: operator: X",
        "b: operator: Y",
        [("t_b", "a")],
    ),
    "it was renamed long ago": ("b: retries: 3", "b: retries: 2", [("t_b", "a")]),
}


@pytest.mark.parametrize(("old", "new", "renamed"), UNFIT.values(), ids=UNFIT)
def test_a_declaration_that_can_not_be_is_left_out(old, new, renamed):
    assert compare(graph(old), graph(new), renamed) == compare(graph(old), graph(new))


ROW = "kind {0}\na{1}\n{2}c{1}\na {3} {4}c"
BRIDGED = {
    "dag": ("", "x", "->", ["stage-removed"], ["stage-added"]),
    "pipeline": ("", "x", "->", ["stage-removed"], ["stage-added"]),
    "activity": (" [load]", "x [load]", "->", ["stage-removed"], ["stage-added"]),
    "lineage": (" [dag]", "x [dag]", "->", ["pipeline-removed"], ["pipeline-added"]),
    "architecture": ("", "x", "===>", ["component-removed"], ["component-added"]),
    "deployment": ("", "x", "->", ["service-removed"], ["service-added"]),
}


def test_a_tie_that_waits_for_less_than_the_service_between_did_bridges_nothing():
    kind = "kind deployment\na\nc\n"
    through = f"{kind}x: image: a:1\na -> x | service_healthy\nx -> c | service_healthy"
    assert rules(through, f"{kind}a -> c | service_healthy") == [("service-removed", "x")]
    assert rules(through, f"{kind}a -> c") == [
        ("service-removed", "x"),
        ("service-dependency-added", "c"),
    ]


@pytest.mark.parametrize("kind", BRIDGED)
def test_a_gap_that_is_bridged_and_what_is_put_in_between_are_one_drift(kind):
    roles, inserted, arrow, removed, added = BRIDGED[kind]
    with_x = ROW.format(kind, roles, f"{inserted}: image: a:1\n", arrow, f"x {arrow} ")
    without = ROW.format(kind, roles, "", arrow, "")
    assert rules(with_x, without) == [(rule, "x") for rule in removed]
    assert rules(without, with_x) == [(rule, "x") for rule in added]
