"""Overlays of sequences: every line of both is in them, in order, and Mermaid understands them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from overlay_pairs import CASES, graph, hostile_sequences, sequences

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.sequences.difference import difference
from pytest_etl_diagram.drift.sequences.lines import lay_out
from pytest_etl_diagram.drift.sequences.participants import pair_participants
from pytest_etl_diagram.mermaid.parts import HOST
from pytest_etl_diagram.mermaid.validity import is_sequence
from pytest_etl_diagram.report.overlay import overlay
from pytest_etl_diagram.report.overlay.sequences import merged_sequence
from pytest_etl_diagram.report.overlay.states import CAME, KEPT, WENT
from pytest_etl_diagram.report.overlay.steps import states_of, steps_of
from pytest_etl_diagram.report.overlay.weaving import woven
from tests.mermaid.real import meant, understood

REAL = settings(max_examples=15)
MANY = settings(max_examples=25)
SEQUENCES = [case for case in CASES if is_sequence(case[1])]

OLD = """sequence
schedule -> Daily: run()
loop retry up to 3 times
  Daily -> Loader: load(mode: upsert)
  Loader -> Snowflake: write sales
critical try
  Daily -> Checks: validate()
or except Error
  Daily -> Slack: post()
  Daily: raise again
alt full
  Daily -> S3: read a
  opt z
    Daily -> S3: read z
or otherwise
  Daily -> S3: read b
"""


def cloth(old, new):
    return woven(difference(old, new, pair_participants(old, new).new_ids), new.sequence)


def ends(message):
    return message.source, message.target, message.kind


def require_both_sequences(old, new):
    """Hold an overlay to this: without what went it is the new sequence, line for line."""
    steps = [s for s in steps_of(cloth(old, new)) if ": no longer around" not in s.message.text]
    now = [step for step in steps if step.state != WENT]
    assert [ends(s.message) for s in now] == [ends(n.message) for n in lay_out(new).lines]
    assert sum(step.state != CAME for step in steps) == len(lay_out(old).lines)
    cast = pair_participants(old, new)
    went = [s.message for s in steps if s.state == WENT]
    gone = difference(old, new, cast.new_ids)
    lines = [gone.old.course.lines[number] for number in gone.alignment.removed]
    assert sorted(map(ends, went)) == sorted(ends(line.message) for line in lines)


@MANY
@given(sequences)
def test_an_overlay_holds_both_sequences(pair):
    require_both_sequences(*pair)


@MANY
@given(hostile_sequences)
def test_an_overlay_holds_both_sequences_of_whatever_text(pair):
    require_both_sequences(*pair)


@MANY
@given(sequences)
def test_nothing_is_marked_between_equal_sequences_and_something_where_they_drifted(pair):
    old, new = pair
    assert {*states_of(cloth(old, old))} <= {KEPT}
    drifted = {drift.rule for drift in compare(old, new)} - {"layout-only"}
    marks = [sign for sign in ("#43; ", "\u2212 ", "#126; ") if sign in overlay(old, new)]
    assert marks or not drifted


@REAL
@given(sequences)
def test_mermaid_understands_every_overlay_as_meant(pair):
    assert understood(overlay(*pair)) == meant(merged_sequence(*pair, (), HOST))


@REAL
@given(hostile_sequences)
def test_mermaid_understands_every_overlay_of_hostile_text_as_meant(pair):
    assert understood(overlay(*pair)) == meant(merged_sequence(*pair, (), HOST))


@pytest.mark.parametrize(("old", "new"), [c[1:] for c in SEQUENCES], ids=[c[0] for c in SEQUENCES])
def test_every_rule_of_the_catalogue_leaves_its_mark(old, new):
    marks = [sign for sign in ("#43; ", "\u2212 ", "#126; ") if sign in overlay(old, new)]
    assert marks or {drift.rule for drift in compare(old, new)} == {"layout-only"}


def lines_after(change, old=OLD):
    """Return the lines of happenings in the overlay of a sequence and what it is changed to."""
    text = overlay(graph(old), graph(change(old)))
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if not line.startswith(("sequence", "acc", "part", "actor"))]


def test_a_call_that_went_stands_where_it_did_on_a_ground_of_its_own():
    lines = lines_after(lambda text: text.replace("  Loader -> Snowflake: write sales\n", ""))
    assert lines[3:7] == [
        "rect rgba(207, 34, 46, 0.2)",
        "c_Loader-->>e_Snowflake: \u2212 write sales",
        "end",
        "end",
    ]


def test_a_changed_argument_is_told_as_before_and_after():
    lines = lines_after(lambda text: text.replace("upsert", "append"))
    assert "c_Daily->>c_Loader: #126; load(mode: upsert) \u2192 load(mode: append)" in lines


def test_a_handler_that_went_is_a_section_of_its_frame():
    gone = "or except Error\n  Daily -> Slack: post()\n  Daily: raise again\n"
    lines = lines_after(lambda text: text.replace(gone, ""))
    start = lines.index("option \u2212 except Error")
    assert lines[start - 1] == "c_Daily->>c_Checks: validate()"
    assert lines[start + 2 : start + 4] == [
        "c_Daily-->>e_Slack: \u2212 post()",
        "Note over c_Daily: \u2212 raise again",
    ]


def test_a_retry_that_is_gone_from_around_kept_calls_is_told_in_a_note():
    unwrapped = OLD.replace("loop retry up to 3 times\n", "").replace(
        "  Daily -> Lo", "Daily -> Lo"
    )
    lines = lines_after(lambda _: unwrapped.replace("  Loader ->", "Loader ->"))
    told = "Note over c_Daily: \u2212 loop retry up to 3 times: no longer around this"
    assert lines[lines.index(told) + 2] == "c_Daily->>c_Loader: load(mode: upsert)"


def test_a_frame_that_went_with_its_calls_is_drawn_again():
    gone = "  opt z\n    Daily -> S3: read z\n"
    lines = lines_after(lambda text: text.replace(gone, ""))
    start = lines.index("opt \u2212 z")
    assert lines[start - 2 : start + 2] == [
        "c_Daily->>e_S3: read a",
        "rect rgba(207, 34, 46, 0.2)",
        "opt \u2212 z",
        "c_Daily-->>e_S3: \u2212 read z",
    ]


def test_who_came_and_who_went_have_their_sign():
    text = overlay(graph(OLD), graph(OLD.replace("Slack", "Kafka")))
    assert "#126; Slack \u2192 Kafka" in text
    text = overlay(graph(OLD), graph(f"{OLD}Daily -> Audit: note()\n"))
    assert "participant c_Audit as #43; Audit" in text
    text = overlay(graph(f"{OLD}Daily -> Audit: note()\n"), graph(OLD))
    assert "participant c_Audit as \u2212 Audit" in text


def calls(*numbers):
    return "sequence\n" + "".join(f"Daily -> Loader: step {n}\n" for n in numbers)


def test_of_a_long_sequence_only_the_changed_lines_and_their_neighbours_are_drawn():
    text = overlay(graph(calls(*range(300))), graph(calls(*range(100), *range(101, 300))))
    assert [line.strip() for line in text.splitlines()[4:]] == [
        "Note over c_Daily: \u2026 99 lines not drawn",
        "c_Daily->>c_Loader: step 99",
        "rect rgba(207, 34, 46, 0.2)",
        "c_Daily-->>c_Loader: \u2212 step 100",
        "end",
        "c_Daily->>c_Loader: step 101",
        "Note over c_Daily: \u2026 198 lines not drawn",
    ]


def test_what_is_over_a_hosts_limit_is_counted():
    text = overlay(graph(calls(*range(3_000))), graph(calls(*(f"{n}!" for n in range(3_000)))))
    assert len(text.encode("utf-16-le")) // 2 <= HOST.characters
    assert "lines not drawn, " in text
    understood(text)
