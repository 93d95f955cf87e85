"""The words in which something is allowed."""

from datetime import date

import pytest

from pytest_etl_diagram.policy.terms import TermsError, read_terms, require_rule


@pytest.mark.parametrize(
    ("text", "what", "until", "reason"),
    [
        ("a b -- why", "a b", None, "why"),
        ("  a   b   --   why  ", "a   b", None, "why"),
        ("a b until 2026-02-28 -- why", "a b", date(2026, 2, 28), "why"),
        ("a b → c until 2026-12-31 -- why", "a b → c", date(2026, 12, 31), "why"),
        ("a b -- why -- and more", "a b", None, "why -- and more"),
        ("a b--c -- why", "a b--c", None, "why"),
        ("a b -- until 2026-01-01", "a b", None, "until 2026-01-01"),
        ("a until it ends -- why", "a until it ends", None, "why"),
        ("a b -- see #12: ünïcode", "a b", None, "see #12: ünïcode"),
    ],
)
def test_what_and_until_when_and_why(text, what, until, reason):
    terms = read_terms(text)
    assert (terms.what, terms.until, terms.reason) == (what, until, reason)


@pytest.mark.parametrize("text", ["a b", "a b --", "a b -- ", "a b --why", "a b - why", "", "--"])
def test_a_reason_is_required(text):
    with pytest.raises(TermsError, match=r"gives no reason; end it with ` -- `"):
        read_terms(text)


@pytest.mark.parametrize(
    "day",
    ["2026-13-01", "2026-02-29", "20261231", "2026-W01-1", "31.12.2026", "tomorrow", "2026-1-1"],
)
def test_a_day_is_written_in_one_way(day):
    with pytest.raises(TermsError, match=rf"has '{day}' for a day; write `until YYYY-MM-DD`"):
        read_terms(f"a b until {day} -- why")


@pytest.mark.parametrize("pattern", ["retries-removed", "retries-*", "*", "retries-remove?"])
def test_a_rule_may_be_a_pattern(pattern):
    require_rule(pattern)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("retry-removed", "names no rule with 'retry-removed'; near are retries-removed, "),
        ("Retries-Removed", "names no rule with 'Retries-Removed'; near are "),
        ("zzz-*", "names no rule with 'zzz-*'; pytest --etl-diagrams-rules prints them all"),
        ("[rs]*", "names no rule with '[rs]*'"),
    ],
)
def test_a_rule_that_there_is_not_is_named_with_those_near(pattern, words):
    with pytest.raises(TermsError) as raised:
        require_rule(pattern)
    assert words in str(raised.value)
