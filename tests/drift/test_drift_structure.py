"""Stages, dependencies and groups: one change of the pipeline is one drift."""

from __future__ import annotations

from drift_graphs import graph

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.notation import headline, told

ABC = """
    a: operator: PythonOperator; callable: a
    b: operator: PythonOperator; callable: b
    c: operator: PythonOperator; callable: c
"""


def rules(old: str, new: str) -> list[tuple[str, str]]:
    return [(drift.rule, drift.subject) for drift in compare(graph(old), graph(new))]


def test_an_inserted_stage_is_one_drift_and_says_where_it_stands():
    (drift,) = compare(
        graph("a\nb\nc\na -> b\nb -> c"),
        graph("a\nb\nc\nx: operator: DbtOperator\na -> b\nb -> x\nx -> c"),
    )
    assert (drift.rule, drift.subject) == ("stage-added", "x")
    assert headline(drift.after) == "DbtOperator between b and c"
    assert drift.downstream == ("c",)


def test_two_stages_inserted_in_a_row_are_two_drifts():
    inserted = "a\nb\nx\ny\na -> x\nx -> y\ny -> b"
    assert rules("a\nb\na -> b", inserted) == [("stage-added", "x"), ("stage-added", "y")]


def test_a_removed_stage_that_is_bridged_is_one_drift():
    (drift,) = compare(graph("a\nb\nc\na -> b\nb -> c"), graph("a\nc\na -> c"))
    assert (drift.rule, drift.subject) == ("stage-removed", "b")
    assert headline(drift.before) == "other between a and c"
    assert drift.downstream == ("c",)


def test_a_removed_stage_that_is_not_bridged_says_what_lost_its_order():
    (drift,) = compare(graph("a\nb\nc\na -> b\nb -> c"), graph("a\nc"))
    assert headline(drift.before) == "other between a and c; c no longer waits for a"


def test_of_stages_removed_in_a_row_the_first_says_what_lost_its_order():
    drifts = compare(graph("a\nx\ny\nb\na -> x\nx -> y\ny -> b"), graph("a\nb"))
    assert [headline(drift.before) for drift in drifts] == [
        "other between a and y; b no longer waits for a",
        "other between x and b",
    ]


def test_a_bridge_that_holds_only_sometimes_is_told_by_itself():
    assert rules("a\nb\nc\na -> b\nb -> c", "a\nc\na ~> c") == [
        ("stage-removed", "b"),
        ("dependency-added", "a → c"),
    ]


def test_a_dependency_replaced_by_a_way_that_holds_only_sometimes_is_lost():
    assert rules("a\nb\na -> b", "a\nb\nx\na ~> x\nx -> b") == [
        ("dependency-removed", "a → b"),
        ("stage-added", "x"),
    ]


def test_an_edge_that_only_looks_like_a_bridge_is_told():
    old = "a\nb\nc\nd\na -> b\nb -> c\nc -> d"
    assert rules(old, "a\nc\nd\na -> c\nc -> d\na -> d") == [
        ("stage-removed", "b"),
        ("dependency-added", "a → d"),
    ]


def test_a_moved_dependency_is_one_removed_and_one_added():
    assert rules("a\nb\nc\na -> b\nb -> c", "a\nb\nc\na -> b\na -> c") == [
        ("dependency-removed", "b → c"),
        ("dependency-added", "a → c"),
    ]


def test_stages_that_changed_places_are_one_reversed_dependency_and_ties_that_still_hold():
    old = "a\nb\nc\nd\na -> b\nb -> c\nc -> d"
    assert rules(old, "a\nb\nc\nd\na -> c\nc -> b\nb -> d") == [
        ("dependency-reversed", "b → c"),
        ("dependency-indirect", "a → b"),
        ("dependency-indirect", "c → d"),
        ("dependency-added", "a → c"),
        ("dependency-added", "b → d"),
    ]


def test_a_dependency_that_holds_only_sometimes_by_way_of_others_is_removed():
    old = "a\nb\nc\na ~> b\nb -> c\na -> c"
    assert rules(old, old.replace("a -> c", "")) == [("dependency-removed", "a → c")]


def test_a_dependency_reaches_its_target_and_what_follows():
    (drift,) = compare(graph("a\nb\nc\na -> b\nb -> c"), graph("a\nb\nc\nb -> c"))
    assert drift.downstream == ("b", "c")
    assert drift.nodes == ("t_a", "t_b")


def test_a_renamed_stage_with_its_callable_and_neighbours_is_one_drift():
    old = f"{ABC}\na -> b\nb -> c"
    new = old.replace("b:", "scrub:").replace("-> b", "-> scrub").replace("b ->", "scrub ->")
    (drift,) = compare(graph(old), graph(new))
    assert (drift.rule, drift.before, drift.after) == ("stage-renamed", "b", "scrub")
    assert drift.nodes == ("t_scrub", "t_b")


def test_a_chain_of_renamed_stages_is_paired_from_its_ends():
    stages = "a\nload_x: n: 1\nload_y: n: 1\nload_z: n: 1\nz"
    old = f"{stages}\na -> load_x\nload_x -> load_y\nload_y -> load_z\nload_z -> z"
    drifts = compare(graph(old), graph(old.replace("load_", "loading_")))
    assert [(drift.before, drift.after) for drift in drifts] == [
        ("load_x", "loading_x"),
        ("load_y", "loading_y"),
        ("load_z", "loading_z"),
    ]


def test_a_stage_replaced_by_something_else_is_not_taken_for_renamed():
    old = "a\nchecks [validate]: operator: BashOperator\nb\na -> checks\nchecks -> b"
    new = "a\nnotify [notify]: operator: BashOperator\nb\na -> notify\nnotify -> b"
    assert rules(old, new) == [
        ("quality-check-removed", "checks"),
        ("stage-added", "notify"),
    ]


def test_a_stage_of_another_operator_is_not_taken_for_renamed():
    old = "load_x [load]: operator: S3Operator; retries: 3"
    new = "load_y [load]: operator: HttpOperator; retries: 3"
    assert rules(old, new) == [("stage-removed", "load_x"), ("stage-added", "load_y")]


def test_renames_are_the_best_pairs_over_all_and_not_the_first_found():
    old = "load_aa [load]: c: 1; d: 1\nload_ab [load]: c: 2; d: 1"
    new = "load_ac [load]: c: 2; d: 1\nload_ad [load]: c: 1; d: 1"
    drifts = compare(graph(old), graph(new))
    assert {(drift.before, drift.after) for drift in drifts} == {
        ("load_aa", "load_ad"),
        ("load_ab", "load_ac"),
    }


def test_a_stage_put_into_a_group_keeps_its_history_of_changes():
    new = "group g\ng.a {g}: retries: 3\nb {g}"
    drifts = compare(graph("group g\na: retries: 3\nb {g}"), graph(new))
    assert [(drift.rule, told(drift.before), told(drift.after)) for drift in drifts] == [
        ("stage-renamed", "a (in no group)", "g.a (in g)")
    ]


def test_a_renamed_group_is_changed_and_not_removed_and_added():
    old = "group g\ng.a {g}\ng.b {g}\ng.a -> g.b"
    assert rules(
        old, old.replace("group g", "group h").replace("g.", "h.").replace("{g}", "{h}")
    ) == [
        ("stage-renamed", "h.a"),
        ("stage-renamed", "h.b"),
        ("group-changed", "h"),
    ]


def test_a_fact_changed_on_many_stages_is_one_drift_a_stage():
    old = "a: retries: 3\nb: retries: 3\nc\na -> b\nb -> c"
    assert rules(old, old.replace(": retries: 3", "")) == [
        ("retries-removed", "a"),
        ("retries-removed", "b"),
    ]


def test_why_tells_what_was_before():
    (drift,) = compare(graph("a: retries: 3"), graph("a"))
    assert drift.why.endswith("Before, it had 3 more tries.")
    (drift,) = compare(graph("a: retries: 1"), graph("a"))
    assert drift.why.endswith("it had 1 more try.")


def test_downstream_goes_nearest_first_and_leaves_itself_out():
    one = graph("a\nb\nc\nd\ne\na -> c\na -> b\nb -> d\nc -> d\nd -> a\nd -> e")
    assert downstream(one, "t_a") == ("b", "c", "d", "e")
    assert downstream(one, "t_e") == ()
    assert downstream(one, "t_nobody") == ()


def test_fingerprints_differ_by_subject_and_stay_the_same_between_runs():
    old, new = graph("a: retries: 3\nb: retries: 3"), graph("a\nb")
    first, second = compare(old, new)
    assert first.fingerprint != second.fingerprint
    assert first.fingerprint == compare(old, new)[0].fingerprint == "5ff756a2b672"


def test_hundreds_of_changed_stages_are_compared_in_reasonable_time():
    def many(prefix):
        stages = [f"{prefix}{i}: operator: PythonOperator; n: {i}" for i in range(400)]
        return graph("\n".join([*stages, *(f"{prefix}{i} -> {prefix}{i + 1}" for i in range(399))]))

    assert len(compare(many("old_"), many("new_"))) == 800
