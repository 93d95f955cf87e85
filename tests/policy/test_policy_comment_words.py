"""What comments say, and what is wrong with it."""

from datetime import date

import pytest
from policy_comments import read


def test_an_allowance_has_its_rules_its_day_its_reason_and_its_place(tmp_path):
    text = (
        "x = 1\ny = 2  # etl-diagram: allow stage-*, retries-removed until 2026-12-31 -- a -- b\n"
    )
    found = read(tmp_path, "dag.py", text).allowances
    assert [each.rule for each in found] == ["stage-*", "retries-removed"]
    for each in found:
        assert (each.subject, each.until, each.reason) == ("*", date(2026, 12, 31), "a -- b")
        assert (each.place.path, each.place.line) == ("dag.py", 2)


@pytest.mark.parametrize("name", ["extract_orders", "load.extract", "Load the orders", "größe"])
def test_a_stage_tells_its_old_name(tmp_path, name):
    (renamed,) = read(tmp_path, "dag.py", f"x = 1  # etl-diagram: renamed-from {name}\n").renamed
    assert renamed.old_name == name
    assert (renamed.place.line, renamed.first, renamed.last) == (1, 1, 1)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("allow retries-removed", "gives no reason; end it with ` -- ` and why this is right"),
        ("allow retries-removed --", "gives no reason"),
        ("allow", "gives no reason"),
        ("allow -- r", "isn't `allow rule, rule -- reason`"),
        ("allow retries-removed load -- r", "isn't `allow rule, rule -- reason`; it allows what"),
        ("allow retries-removed, -- r", "isn't `allow rule, rule -- reason`"),
        ("allow retry-removed -- r", "names no rule with 'retry-removed'; near are retries-rem"),
        ("allow stage-removed, nothing-* -- r", "names no rule with 'nothing-*'"),
        ("allow stage-removed until 2026-2-1 -- r", "has '2026-2-1' for a day; write `until YYYY"),
        ("renamed-from", "says no name; write `renamed-from old_name`"),
        ("forbid stage-removed -- r", "asks for 'forbid'; write one of allow, renamed-from"),
        ("Allow stage-removed -- r", "asks for 'Allow'"),
        ("", "asks for ''"),
    ],
)
@pytest.mark.parametrize(("name", "line"), [("dag.py", "x = 1  "), ("a.yml", "x: 1  ")])
def test_what_is_written_wrongly_is_told_with_its_line(tmp_path, name, line, words, message):
    comments = read(tmp_path, name, f"\n{line}# etl-diagram: {words}\n")
    assert not comments.allowances
    assert not comments.renamed
    (problem,) = comments.problems
    assert (problem.path, problem.line, problem.fatal) == (name, 2, False)
    assert message in problem.message
    assert problem.message.startswith(f"'etl-diagram: {words}' ")


def test_one_wrong_comment_does_not_hide_the_others(tmp_path):
    text = "x = 1  # etl-diagram: allow a\ny = 2  # etl-diagram: allow stage-removed -- r\n"
    comments = read(tmp_path, "dag.py", text)
    assert (len(comments.allowances), len(comments.problems)) == (1, 1)


def test_a_message_holds_nothing_that_moves_the_cursor(tmp_path):
    (problem,) = read(tmp_path, "dag.py", "x = 1  # etl-diagram: allow \x1b[2Jx -- r\n").problems
    assert problem.message.isprintable()
