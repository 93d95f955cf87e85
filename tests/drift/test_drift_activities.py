"""Activities: one change of the code is one drift, with the right name, place and reach."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

import pytest
from drift_activity_cases import straight
from drift_flows import CHANGES
from drift_graphs import graph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_etl_diagram.diagrams.activity import diagram
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.defaults import default_of
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.notation import headline
from pytest_etl_diagram.flows.tree import (
    Arm,
    Branch,
    Exit,
    Flow,
    Handler,
    Loop,
    Parallel,
    Policy,
    Region,
    Retry,
    Step,
    Try,
)
from pytest_etl_diagram.model import Location
from pytest_etl_diagram.report.places import located
from tests.diagrams.activity.notation import flow
from tests.diagrams.flow_strategies import blocks, surroundings

slow = settings(
    deadline=None,
    derandomize=True,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def both(pipeline: str, text: str, replacement: str):
    assert text in pipeline
    return diagram(flow(pipeline)), diagram(flow(pipeline.replace(text, replacement, 1)))


def rules(old, new):
    return [(drift.rule, drift.subject) for drift in compare(old.graph, new.graph)]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[0])
def test_a_change_of_the_code_is_told_as_a_reviewer_would(change):
    _, pipeline, text, replacement, expected = change
    assert rules(*both(pipeline, text, replacement)) == expected


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[0])
def test_every_drift_has_a_line_of_the_code_as_it_is_now(change):
    _, pipeline, text, replacement, _ = change
    old, new = both(pipeline, text, replacement)
    own = dict(new.places)[""]
    for hit in located(new, compare(old.graph, new.graph), lambda p: Location(p.path, p.mark)):
        assert hit.location != Location(own.path, own.mark)


RETRIED = """
    extract [extract]: retries: 3; wait: 2s
    Success? [retry]
    'retries < 3?' [retry]
    wait [wait]: wait: 2s
    'raise OSError' [error]
    run -> extract -> Success?
    Success? -> load -> end | Yes
    Success? -> 'retries < 3?' | No
    'retries < 3?' -> wait | Yes
    wait ---> extract
    'retries < 3?' --x 'raise OSError' | No
"""
RUN = "kind activity\nrun [start]\nload [load]\nend [outcome]\n"
UNTRIED = f"{RUN}extract [extract]\nrun -> extract -> load -> end"


def told(old: str, new: str):
    return [
        (drift.rule, drift.subject, headline(drift.before), headline(drift.after))
        for drift in compare(graph(old), graph(new))
    ]


def test_what_a_retry_is_drawn_with_is_told_by_the_facts_of_the_step():
    old = RUN + RETRIED
    assert told(old, UNTRIED) == [("retries-removed", "extract", "retries: 3", "")]
    fewer = old.replace("retries: 3", "retries: 1").replace("retries < 3", "retries < 1")
    assert told(old, fewer) == [("retries-reduced", "extract", "retries: 3", "retries: 1")]
    assert told(UNTRIED, old) == [("retries-increased", "extract", "", "retries: 3")]


def test_of_several_steps_tried_together_the_first_is_named():
    old = (RUN + RETRIED).replace("extract -> Success?", "extract -> parse -> Success?")
    old = old.replace("extract [extract]: retries: 3; wait: 2s", "extract\nparse")
    old = old.replace("Success? [retry]", "Success? [retry]: retries: 3; wait: 2s")
    new = f"{RUN}extract\nparse\nrun -> extract -> parse -> load -> end"
    assert told(old, new) == [("retries-removed", "extract", "retries: 3", "")]


def test_a_retry_that_no_fact_shows_is_read_from_its_picture():
    old = (RUN + RETRIED).replace(": retries: 3; wait: 2s", "")
    new = old.replace("retries < 3", "retries < 2")
    assert told(old, new) == [("retries-reduced", "extract", "retries: 3", "retries: 2")]
    new = old.replace("wait [wait]: wait: 2s", "wait [wait]: wait: 9s")
    assert told(old, new) == [("retry-delay-changed", "extract", "wait: 2s", "wait: 9s")]


def test_why_counts_retries_also_where_attempts_are_told():
    old = RUN + RETRIED.replace("retries: 3", "attempts: 2").replace("retries <", "attempts <")
    (drift,) = compare(graph(old), graph(UNTRIED))
    assert headline(drift.before) == "attempts: 2"
    assert drift.why.endswith("Before, it had 1 more try.")


def test_another_way_to_count_the_same_tries_is_drawn_differently_only():
    attempts = straight("a -> ", "a: attempts: 4; on: OSError")
    assert told(straight("a -> ", "a: retries: 3; on: OSError"), attempts) == [
        ("layout-only", "sales", "", "")
    ]


def test_two_steps_of_one_name_are_told_apart_by_what_they_do():
    old = straight("save -> x -> ", "save: component: A", "x")
    new = straight("save#2 -> x -> save -> ", "save: component: B", "x", "save#2: component: A")
    assert told(old, new) == [("stage-added", "save", "", "B between x and load")]


def test_another_way_to_the_same_end_is_no_early_return():
    asked = f"{RUN}extract [extract]\ndone\nfull? [decision]\nrun -> extract -> full?\n"
    either = f"{RUN}extract [extract]\nappend [load]\nfull? [decision]\nrun -> extract -> full?\n"
    either += "full? -> load -> end | Yes\nfull? -> append -> end | No"
    assert [one[:2] for one in told(UNTRIED, either)] == [
        ("branch-added", "full?"),
        ("stage-added", "append"),
    ]
    old = f"{asked}full? -> load -> done -> end | Yes\nfull? -> done | No"
    new = f"{asked}full? -> load -> done -> end | Yes\nfull? -> end | No"
    assert [one[:2] for one in told(old, new)] == [("branch-changed", "full?")]


def test_downstream_are_the_steps_that_follow_and_no_way_back():
    rows = graph("""
        kind activity
        run [start]
        rows [loop]
        a
        good? [decision]
        b
        c
        done [notify]
        fix
        'except Error' [handler]
        run -> rows -> a -> good?
        good? -> b -> c | Yes
        good? ---> rows | No
        a --x 'except Error'
        'except Error' -> fix
        c ---> rows
        rows -> done | done
    """)
    assert downstream(rows, "t_a") == ("b", "done", "c")
    assert downstream(rows, "t_c") == ("done",)
    assert downstream(rows, "t_run") == ("a", "done", "b", "c")
    assert downstream(rows, "t_except_Error") == ("fix",)


def test_a_drift_of_what_is_gone_names_what_is_near_it_for_its_line():
    (drift,) = compare(graph(straight("x -> ", "x")), graph(straight("")))
    assert drift.nodes == ("t_x", "t_extract", "t_load")


def test_what_airflow_takes_for_a_default_says_nothing_of_a_step():
    assert (default_of("mode"), default_of("mode", "activity")) == ("poke", "")


shallow = st.builds(Flow, st.sampled_from(["main", "Daily.run"]), st.just("etl.py"), blocks(1))
"""Flows whose pieces hold plain steps only: twice as many are drawn in a tenth of the time."""


@settings(slow, max_examples=60)
@given(shallow)
def test_equal_activities_give_no_drift(one):
    assert compare(diagram(one).graph, diagram(one).graph) == ()


@settings(slow, max_examples=60)
@given(shallow, shallow)
def test_unequal_activities_give_at_least_one_drift(old, new):
    was, is_now = diagram(old).graph, diagram(new).graph
    assert bool(compare(was, is_now)) == (was != is_now)


MARK = Step(0, "here")
FIRST, SECOND, THIRD = (
    Step(number, name) for number, name in enumerate("first second third".split())
)
POLICY = Policy("3", wait="1s", on=("OSError",))
ALERT, DEAD_LETTER = Step(7, "alert", "notify"), Step(8, "to_dlq", "error")


def when(*body):
    return Branch("condition", (Arm("Yes", body),))


def guarded(*body):
    return Try((FIRST, SECOND), (Handler(("KeyError",), body),))


RAISE = Exit("raise", "Late", ("Late", "Exception", "BaseException"))

ANYWHERE = (
    ("stage-added", "stage-removed", (FIRST, THIRD), (FIRST, SECOND, THIRD)),
    ("stage-added", "stage-removed", (FIRST,), (FIRST, when(SECOND))),
    ("branch-added", "branch-removed", (FIRST, SECOND), (FIRST, when(SECOND))),
    ("raise-added", "raise-removed", (FIRST,), (when(RAISE), FIRST)),
    ("raise-added", "raise-removed", (when(FIRST),), (when(FIRST, RAISE),)),
    ("retries-increased", "retries-removed", (FIRST,), (replace(FIRST, policy=POLICY),)),
    ("retries-increased", "retries-removed", (FIRST, SECOND), (Retry(POLICY, (FIRST, SECOND)),)),
    ("flow-changed", "flow-changed", (FIRST, SECOND, THIRD), (SECOND, FIRST, THIRD)),
    (
        "parallel-removed",
        "parallel-added",
        (Parallel("gather", ((FIRST,), (SECOND,))),),
        (FIRST, SECOND),
    ),
    ("loop-added", "loop-removed", (FIRST, SECOND), (Loop("for", "things", (FIRST,)), SECOND)),
    (
        "branch-added",
        "branch-removed",
        (Loop("for", "things", (FIRST, SECOND)),),
        (Loop("for", "things", (FIRST, when(Exit("continue")), SECOND)),),
    ),
    ("guard-added", "guard-removed", (FIRST,), (Region("lock", (FIRST,)),)),
    ("guard-added", "guard-removed", (FIRST, SECOND), (Try((FIRST,), final=(SECOND,)),)),
    ("handler-added", "handler-removed", (FIRST, SECOND), (guarded(RAISE),)),
    ("alert-removed", "alert-added", (guarded(ALERT, RAISE),), (guarded(RAISE),)),
    ("exception-swallowed", "exception-surfaced", (guarded(ALERT, RAISE),), (guarded(ALERT),)),
)
"""(rule, rule of the way back, what stands somewhere in a flow before, after)"""


def put(tree, block):
    """Return a flow, or a part of it, with a block at the mark."""
    if isinstance(tree, tuple):
        parts = [block if each == MARK else (put(each, block),) for each in tree]
        return tuple(part for each in parts for part in each)
    if is_dataclass(tree):
        return type(tree)(*(put(getattr(tree, f.name), block) for f in fields(tree)))
    return tree


@pytest.mark.parametrize(("there", "back", "before", "after"), ANYWHERE)
@settings(slow, max_examples=12)
@given(st.data())
def test_wherever_in_a_flow_a_change_is_one_drift(there, back, before, after, data):
    around = data.draw(surroundings((Step(5, "begin"), MARK, Step(6, "finish"))))
    old, new = (
        diagram(Flow("main", "etl.py", put(around, block))).graph for block in (before, after)
    )
    assert [drift.rule for drift in compare(old, new)] == [there]
    assert [drift.rule for drift in compare(new, old)] == [back]
