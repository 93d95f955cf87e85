"""`etl_diagrams_allow`: drifts that the project accepts."""

import json
from datetime import date, timedelta

import pytest

from pytest_etl_diagram.collection import comments

TODAY = date(2026, 6, 15)
BOTH = (("extract", 0), ("load", 0))


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    for module in ("comments", "ruling", "leftovers"):
        monkeypatch.setattr(f"pytest_etl_diagram.collection.{module}.today", lambda: TODAY)


@pytest.fixture
def drifted(project):
    """A project in which two stages have lost their retries."""
    project.write_dag("dags/sales.py", "sales", tasks=(("extract", 3), ("load", 3)))
    project.accept()
    project.write_dag("dags/sales.py", "sales", tasks=BOTH)
    return project


def allow(project, *entries):
    project.ini(etl_diagrams_allow="".join(f"\n    {entry}" for entry in entries))


def report(project, *args):
    project.run("--etl-diagrams-report=report.json", *args)
    return json.loads((project.root / "report.json").read_text(encoding="utf-8"))


def told(project):
    """Return the drifts of the report's only diagram as (rule, subject, allowed)."""
    (entry,) = report(project)["diagrams"]
    return sorted((one["rule"], one["subject"], one["allowed"]) for one in entry["drift"])


def test_today_is_the_users_day(monkeypatch):
    monkeypatch.undo()
    before = date.today()  # noqa: DTZ011 -- as the plugin has it
    assert before <= comments.today() <= date.today()  # noqa: DTZ011


@pytest.mark.parametrize(
    "pattern",
    [
        "retries-removed *",
        "retries-* ?o*",
        "* sales::*",
        "retries-removed dags/sales.py::dag[sales]::*",
        "retries-removed dags/sales.py::*",
    ],
)
def test_a_diagram_whose_drifts_are_all_allowed_passes(drifted, pattern):
    allow(drifted, f"{pattern} -- idempotent", "retries-removed extract -- idempotent")
    drifted.run().assert_outcomes(passed=1)
    assert [allowed for *_, allowed in told(drifted)] == ["idempotent"]


@pytest.mark.parametrize(
    "pattern",
    [
        "retries-reduced *",
        "retries-removed sales",
        "retries-removed other::*",
        "retries-removed Extract",
        "retries-removed dags/sales.py::dag[s]::*",
    ],
)
def test_what_is_not_named_is_not_allowed(drifted, pattern):
    allow(drifted, f"{pattern} -- idempotent")
    drifted.run().assert_outcomes(failed=1)
    assert not any(allowed for *_, allowed in told(drifted))


def test_of_two_drifts_the_other_one_still_fails(drifted):
    allow(drifted, "retries-removed load -- idempotent")
    assert told(drifted) == [
        ("retries-removed", "extract", ""),
        ("retries-removed", "load", "idempotent"),
    ]
    drifted.run().assert_outcomes(failed=1)


def test_one_stage_of_many_with_one_change_can_be_allowed(project):
    names = [f"load_{letter}" for letter in "abcdefgh"]
    project.write_dag("dags/sales.py", "sales", tasks=[(name, 3) for name in names])
    project.accept()
    project.write_dag("dags/sales.py", "sales", tasks=[(name, 0) for name in names])
    allow(project, "retries-removed load_c -- idempotent")
    allowed = {subject: reason for _, subject, reason in told(project)}
    assert allowed.pop("load_c") == "idempotent"
    (rest,) = allowed
    assert rest.startswith("7 stages: ")
    assert "load_c" not in rest


@pytest.mark.parametrize(("days", "passes"), [(-1, False), (0, True), (1, True)])
def test_the_last_day_counts(drifted, days, passes):
    allow(drifted, f"retries-removed * until {TODAY + timedelta(days)} -- for now")
    result = drifted.run()
    result.assert_outcomes(passed=passes, failed=not passes)
    problems = report(drifted)["problems"]
    if passes:
        assert problems == []
    else:
        (problem,) = problems
        assert (problem["path"], problem["line"]) == ("pytest.ini", 3)
        assert "'retries-removed *' has expired on 2026-06-14; remove it" in problem["message"]


def test_a_run_that_passes_leaves_the_snapshot_and_says_what_is_allowed(drifted):
    snapshot = drifted.snapshot("dags/sales.py/dag.sales.md")
    before = snapshot.read_bytes()
    allow(drifted, "retries-removed * -- idempotent")
    result = drifted.run()
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*allowed*", "*retries-removed*idempotent*"])
    assert snapshot.read_bytes() == before


def test_a_failure_says_what_is_allowed_beside_what_is_not(drifted):
    allow(drifted, "retries-removed load -- idempotent")
    result = drifted.run()
    result.stdout.fnmatch_lines(["*BREAKING retries-removed*", "*idempotent*"])


def test_an_update_writes_what_is_allowed(drifted):
    allow(drifted, "retries-removed * -- idempotent")
    drifted.run("--snapshot-update").assert_outcomes(passed=1)
    allow(drifted)
    drifted.run().assert_outcomes(passed=1)


def test_a_missing_snapshot_cannot_be_allowed(project):
    project.write_dag("dags/sales.py", "sales")
    allow(project, "* * -- all is well")
    project.run().assert_outcomes(failed=1)


def test_one_process_and_several_allow_the_same(drifted):
    allow(drifted, "retries-removed load -- idempotent", "stage-removed * -- unused")
    drifted.run("--etl-diagrams-report=one.json")
    drifted.run_apart("-n", "2", "--etl-diagrams-report=two.json")
    one, two = ((drifted.root / name).read_bytes() for name in ("one.json", "two.json"))
    assert one == two
    assert b"covered no drift" in one
