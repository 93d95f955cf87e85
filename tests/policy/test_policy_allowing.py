"""Which drifts an allowance covers."""

from datetime import date

import pytest

from pytest_etl_diagram.model import Drift, LocatedDrift, Location
from pytest_etl_diagram.policy.allowing import allow
from pytest_etl_diagram.policy.model import Allowance

TODAY = date(2026, 6, 15)
NAMES = ("daily_sales", "dags/sales.py::dag[daily_sales]")
OWN = Location("dags/sales.py", 5)


def hit(rule="retries-removed", subject="load", path="dags/sales.py", line=12):
    return LocatedDrift(Drift(rule, "breaking", subject), Location(path, line))


def setting(rule="retries-removed", subject="*", until=None, reason="idempotent"):
    return Allowance(rule, subject, reason, Location("pytest.ini", 3), until)


def comment(rule="retries-removed", first=10, last=14, path="dags/sales.py", until=None):
    return Allowance(rule, "*", "in a comment", Location(path, 10), until, first, last)


def reasons(hits, *allowances, own=OWN):
    told, _ = allow(hits, NAMES, allowances, TODAY, own)
    return [each.allowed for each in told]


@pytest.mark.parametrize(
    ("rule", "subject", "is_covered"),
    [
        ("retries-removed", "*", True),
        ("retries-removed", "load", True),
        ("retries-removed", "lo*", True),
        ("retries-*", "load", True),
        ("*", "*", True),
        ("retries-reduced", "*", False),
        ("retries-removed", "extract", False),
        ("retries-removed", "Load", False),
        ("retries-removed", "daily_sales::load", True),
        ("retries-removed", "daily_sales::*", True),
        ("retries-removed", "*_sales::load", True),
        ("retries-removed", "weekly_sales::load", False),
        ("retries-removed", "dags/sales.py::dag[daily_sales]::load", True),
        ("retries-removed", "dags/*::load", True),
        ("retries-removed", "dags/sales.py::dag[d]::load", False),
        ("retries-removed", "daily_sales", False),
    ],
)
def test_a_setting_covers_by_rule_and_subject(rule, subject, is_covered):
    assert reasons([hit()], setting(rule, subject)) == (["idempotent"] if is_covered else [""])


@pytest.mark.parametrize(
    ("until", "is_covered"),
    [
        (None, True),
        (date(2026, 6, 14), False),
        (date(2026, 6, 15), True),
        (date(2026, 6, 16), True),
    ],
)
@pytest.mark.parametrize("make", [setting, comment])
def test_the_last_day_still_counts(make, until, is_covered):
    allowance = make(until=until)
    told, used = allow([hit()], NAMES, [allowance], TODAY)
    assert bool(told[0].allowed) is is_covered
    assert used == ({allowance} if is_covered else set())


@pytest.mark.parametrize(
    ("line", "is_covered"), [(9, False), (10, True), (12, True), (14, True), (15, False)]
)
def test_a_comment_covers_the_lines_that_it_is_about(line, is_covered):
    assert reasons([hit(line=line)], comment()) == (["in a comment"] if is_covered else [""])


def test_a_comment_covers_its_rule_only():
    assert reasons([hit("stage-removed")], comment()) == [""]


def test_a_comment_of_another_file_covers_nothing():
    assert reasons([hit()], comment(path="dags/helper.py")) == [""]


def test_a_drift_in_a_helper_is_covered_by_a_comment_there():
    assert reasons([hit(path="lib/tasks.py")], comment(path="lib/tasks.py")) == ["in a comment"]


def test_a_comment_where_the_diagram_is_made_covers_all_its_drifts_of_the_rule():
    hits = [hit(line=50), hit(path="lib/tasks.py", line=2), hit("stage-removed", line=5)]
    assert reasons(hits, comment(first=4, last=6)) == ["in a comment", "in a comment", ""]


def test_a_comment_on_a_whole_file_covers_a_drift_without_a_line():
    place = Location("compose.yml", 0)
    told, _ = allow(
        [LocatedDrift(Drift("service-removed", "breaking", "db"), place)],
        ("stack",),
        [comment("service-removed", 0, 40, "compose.yml")],
        TODAY,
    )
    assert told[0].allowed == "in a comment"


def test_the_first_that_covers_gives_the_reason_and_all_that_do_are_used():
    first, second = setting(reason="first"), setting("retries-*", reason="second")
    unneeded = setting("stage-removed")
    told, used = allow([hit()], NAMES, [first, second, unneeded], TODAY)
    assert told[0].allowed == "first"
    assert used == {first, second}


def test_of_two_drifts_one_can_be_allowed():
    assert reasons([hit(), hit(subject="extract")], setting(subject="extract")) == [
        "",
        "idempotent",
    ]
