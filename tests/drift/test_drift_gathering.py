"""One change is told once: the same setting of many stages, a group with all that is in it."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from drift_deployment_cases import deployed
from drift_graphs import graph
from drift_pipeline_cases import declared, lineage

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.gathering import gather
from pytest_etl_diagram.drift.notation import group_text
from pytest_etl_diagram.model import Drift, Gathered, Group


def gathered(old: str, new: str) -> tuple[Gathered, ...]:
    now = graph(new)
    return gather(compare(graph(old), now), now.kind)


def told(old: str, new: str) -> list[tuple[str, str, str, int]]:
    """Return level, rule, subject and number of parts of each."""
    return [
        (one.drift.level, one.drift.rule, one.drift.subject, len(one.parts))
        for one in gathered(old, new)
    ]


STAGES = "a: {0}\nb: {0}\nc: {0}\nd\na -> b\nb -> c\nc -> d"


def test_one_setting_changed_on_several_stages_is_one_sum():
    (one,) = gathered(STAGES.format("retries: 3"), STAGES.format("retries: 0"))
    assert one.drift.rule == "retries-removed"
    assert one.drift.subject == "3 stages: a, b, c"
    assert (one.drift.before, one.drift.after) == ("retries: 3", "retries: 0")
    assert one.drift.why == one.parts[0].why
    assert one.drift.nodes == ("t_a", "t_b", "t_c")
    assert one.drift.places == ("t_a#retries 0", "t_a#retries", "t_b#retries 0", "t_b#retries",
                                "t_c#retries 0", "t_c#retries")  # fmt: skip
    assert one.drift.downstream == ("d",)
    assert [part.subject for part in one.parts] == ["a", "b", "c"]


def test_settings_that_changed_in_another_way_stand_for_themselves():
    old, new = "a: retries: 3\nb: retries: 3\nc: retries: 2", "a: retries: 1\nb: retries: 1\nc"
    assert told(old, new) == [
        ("breaking", "retries-removed", "c", 0),
        ("warning", "retries-reduced", "2 stages: a, b", 2),
    ]


def test_what_several_stages_reach_is_told_nearest_first_without_them():
    old = "a{0}\nb{0}\nx\ny\nz\na -> x\nx -> y\nb -> y\ny -> z"
    (one,) = gathered(old.format(": pool: p"), old.format(""))
    assert one.drift.downstream == ("x", "y", "z")


NOUNS = {
    "services": (deployed("x{0}", "y{0}"), ": image: a:1", ": image: b:1"),
    "stages": (declared("a [load]{0}\nb [load]{0}"), ": retries: 3", ""),
    "pipelines": (lineage("x [job]{0}", "y [job]{0}"), ": owner: a", ": owner: b"),
    "steps": ("kind activity\na [load]{0}\nb [load]{0}\na -> b", ": mode: a", ""),
    "components": ("kind architecture\nA{0}\nB{0}", ": abstract: read", ": abstract: load"),
}  # fmt: skip


@pytest.mark.parametrize(("noun", "texts"), NOUNS.items(), ids=NOUNS)
def test_a_sum_counts_what_its_kind_of_drawing_shows(noun, texts):
    text, before, after = texts
    ((_, _, subject, count),) = told(text.replace("{0}", before), text.replace("{0}", after))
    assert (subject.partition(": ")[0], count) == (f"2 {noun}", 2)


def test_the_same_tie_of_several_services_is_one_sum():
    ties = ("x", "y", "db -> x | service_healthy", "db -> y | service_healthy")
    assert told(deployed(*ties), deployed("x", "y", "db -> x", "db -> y")) == [
        ("breaking", "dependency-condition-dropped", "2 services: x, y", 2)
    ]


def test_stages_that_came_or_went_stand_for_themselves():
    assert told("a", "a\nb\nc") == [("info", "stage-added", name, 0) for name in "bc"]
    assert told("a\nb\nc", "a") == [("breaking", "stage-removed", name, 0) for name in "bc"]


def test_dependencies_that_came_or_went_stand_for_themselves():
    stages = "a\nb\nc\n"
    rules = ["dependency-removed", "dependency-removed"]
    assert [row[1] for row in told(f"{stages}a -> b | x\na -> c | x", stages)] == rules


def in_group(group: str, *stages: str) -> str:
    """Write stages in a group, whose prefix they have, in a row."""
    names = [f"{group}.{stage}" if group else stage for stage in stages]
    place = f" {{{group}}}" if group else ""
    rows = [f"{name}{place}: operator: {stage}" for name, stage in zip(names, stages, strict=True)]
    ties = [f"{one} -> {other}" for one, other in itertools.pairwise(names)]
    return "\n".join((*((f"group {group}",) if group else ()), *rows, *ties))


NESTED = """
    group old
    group old.in in old
    old.a {old}
    old.in.b {old.in}: pool: p
    old.a -> old.in.b
"""

REGROUPED = {
    "a group with another name": (
        in_group("old", "a", "b", "c"),
        in_group("new", "a", "b", "c"),
        ("warning", "group-changed", "new with 3 stages", 4),
    ),
    "a group put around stages": (
        in_group("", "a", "b", "c"),
        in_group("new", "a", "b", "c"),
        ("warning", "group-added", "new with 3 stages", 4),
    ),
    "a group taken away from around stages": (
        in_group("old", "a", "b", "c"),
        in_group("", "a", "b", "c"),
        ("warning", "group-removed", "old with 3 stages", 4),
    ),
    "a group without a prefix put around stages": (
        "a\nb\na -> b",
        "group g\na {g}\nb {g}\na -> b",
        ("info", "group-added", "g with 2 stages", 3),
    ),
    "a group in a group with another name": (
        NESTED,
        NESTED.replace("old", "new"),
        ("warning", "group-changed", "new with 1 group and 2 stages", 4),
    ),
    "a group put around a group": (
        in_group("in", "a", "b"),
        f"group out\n{in_group('out.in', 'a', 'b')}".replace("out.in\n", "out.in in out\n"),
        ("warning", "group-added", "out with 1 group and 2 stages", 4),
    ),
    "a group put into another one": (
        f"group out\n{in_group('in', 'a', 'b')}",
        f"group out\n{in_group('out.in', 'a', 'b')}".replace("out.in\n", "out.in in out\n"),
        ("warning", "group-changed", "out.in with 2 stages", 3),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "one"), REGROUPED.values(), ids=REGROUPED)
def test_a_group_is_one_drift_with_what_it_makes_of_its_stages(old, new, one):
    assert told(old, new) == [one]


def test_a_group_tells_that_history_is_lost():
    (one,) = gathered(*REGROUPED["a group with another name"][:2])
    assert "history" in one.drift.why
    assert (one.drift.before, one.drift.after) == ("old", "new")


def test_another_change_of_a_stage_in_a_group_with_another_name_stands_for_itself():
    old = in_group("old", "a", "b", "c")
    new = in_group("new", "a", "b", "c").replace("operator: b", "operator: b; retries: 2")
    assert told(old, new) == [
        ("warning", "group-changed", "new with 3 stages", 4),
        ("info", "retries-increased", "new.b", 0),
    ]


def test_a_stage_with_a_name_of_its_own_is_not_explained_by_its_group():
    old = "group old\nold.a {old}: pool: p\nold.load_one {old}: callable: f"
    new = "group new\nnew.a {new}: pool: p\nnew.load_two {new}: callable: f"
    assert told(old, new) == [
        ("warning", "group-changed", "new with 1 stage", 2),
        ("warning", "stage-renamed", "new.load_two", 0),
    ]


def test_without_the_drift_of_their_group_stages_are_summed_by_its_prefix():
    old, new = (graph(text) for text in REGROUPED["a group with another name"][:2])
    (one,) = gather([d for d in compare(old, new) if d.rule != "group-changed"], "dag")
    assert one.drift.subject == "3 stages: new.a, new.b, new.c"
    assert (one.drift.before, one.drift.after) == ("old", "new")


def test_a_pipeline_with_another_name_is_one_drift():
    text = "title {0}\nschedule [schedule]: schedule: @daily\na\nb\na -> b"
    assert told(text.format("sales"), text.format("orders")) == [
        ("warning", "title-changed", "orders", 0)
    ]
    one = lineage("{0} [dag]", "x [asset]", "{0} ===> x", "x ===> report")
    assert told(one.format("sales"), one.format("orders")) == [
        ("warning", "pipeline-renamed", "orders", 0)
    ]


def grouped(name: str) -> str:
    group = Group(f"g_{name}", name)
    return group_text(group, {group.id: name})


def test_a_sum_is_as_grave_as_the_gravest_of_its_parts_and_stands_there():
    drifts = (
        Drift("stage-renamed", "breaking", "new.a", "old.a", "new.a"),
        Drift("fact-changed", "warning", "x", "queue: a", "queue: b"),
        Drift("group-changed", "info", "new", grouped("old"), grouped("new")),
    )
    first, second = gather(drifts, "dag")
    assert (first.drift.rule, first.drift.level) == ("group-changed", "breaking")
    assert first.parts == (drifts[0], drifts[2])
    assert second == Gathered(drifts[1])


def test_a_sum_is_known_again_whatever_the_order_of_its_parts():
    drifts = compare(graph(STAGES.format("retries: 3")), graph(STAGES.format("retries: 0")))
    (one,), (other,) = gather(drifts, "dag"), gather(drifts[::-1], "dag")
    assert one.drift.fingerprint == other.drift.fingerprint
    (fewer,) = gather(drifts[1:], "dag")
    assert fewer.drift.fingerprint != one.drift.fingerprint


def test_equal_drifts_are_all_parts():
    drift = Drift("fact-changed", "warning", "x", "queue: a", "queue: b")
    (one,) = gather((drift, replace(drift)), "dag")
    assert one.parts == (drift, drift)
