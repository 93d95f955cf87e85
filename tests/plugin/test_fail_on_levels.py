"""From which level a drift fails: the threshold, and levels of single rules."""

import json

import pytest

TASKS = {"breaking": 0, "warning": 1, "info": 5}
"""How many retries instead of three are a drift of each level."""

RULES = {"breaking": "retries-removed", "warning": "retries-reduced", "info": "retries-increased"}
FAILING = {
    "any": ("breaking", "warning", "info"),
    "warning": ("breaking", "warning"),
    "breaking": ("breaking",),
}


def drift(project, level, path="dags/sales.py", name="sales"):
    """Change the retries of a stage so that the drift is of a level."""
    project.write_dag(path, name, tasks=(("extract", TASKS[level]), ("load", 0)))


def status(project, *args):
    """Return what became of the only diagram, in the test and in the report."""
    result = project.run("--etl-diagrams-report=report.json", *args)
    (entry,) = json.loads((project.root / "report.json").read_text(encoding="utf-8"))["diagrams"]
    outcomes = result.parseoutcomes()
    assert outcomes.get("failed", 0) == (entry["status"] != "passed")
    return entry["status"]


@pytest.mark.parametrize("level", TASKS)
@pytest.mark.parametrize("fail_on", FAILING)
def test_threshold_is_the_least_grave_level_that_fails(sales, fail_on, level):
    sales.ini(etl_diagrams_fail_on=fail_on)
    drift(sales, level)
    expected = "drifted" if level in FAILING[fail_on] else "passed"
    assert status(sales) == expected


def test_any_is_the_threshold_without_a_setting(sales):
    drift(sales, "info")
    assert status(sales) == "drifted"


@pytest.mark.parametrize(
    ("ini", "option", "expected"), [("any", "breaking", "passed"), ("breaking", "any", "drifted")]
)
def test_option_beats_the_setting(sales, ini, option, expected):
    sales.ini(etl_diagrams_fail_on=ini)
    drift(sales, "warning")
    assert status(sales, f"--etl-diagrams-fail-on={option}") == expected


@pytest.mark.parametrize("args", [("--etl-diagrams-fail-on=grave",), ()])
def test_threshold_that_there_is_not_is_a_usage_error(sales, args):
    if not args:
        sales.ini(etl_diagrams_fail_on="grave")
    result = sales.run(*args)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    name = "--etl-diagrams-fail-on" if args else "etl_diagrams_fail_on"
    result.stderr.fnmatch_lines(
        [f"ERROR: {name}: 'grave' is no threshold; write any, warning, breaking"]
    )


@pytest.mark.parametrize("fail_on", ["warning", "breaking"])
def test_the_snapshot_of_a_diagram_that_passes_is_not_rewritten(sales, fail_on):
    snapshot = sales.snapshot("dags/sales.py/dag.sales.md")
    before = snapshot.read_bytes()
    drift(sales, "info")
    result = sales.run(f"--etl-diagrams-fail-on={fail_on}")
    result.assert_outcomes(passed=1)
    assert snapshot.read_bytes() == before
    result.stdout.fnmatch_lines(["*1 diagram drifted below the threshold*", "*retries-increased*"])


def test_a_diagram_that_passes_is_reported_with_its_drifts(sales):
    drift(sales, "info")
    assert status(sales, "--etl-diagrams-fail-on=warning") == "passed"
    report = json.loads((sales.root / "report.json").read_text(encoding="utf-8"))
    assert [each["rule"] for each in report["diagrams"][0]["drift"]] == ["retries-increased"]


def test_one_drift_of_the_level_fails_the_diagram_with_all_of_them(sales):
    sales.write_dag("dags/sales.py", "sales", tasks=(("extract", 0), ("load", 2)))
    result = sales.run("--etl-diagrams-fail-on=breaking")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*retries-removed*"])
    assert "retries-increased" in result.stdout.str()


@pytest.mark.parametrize("fail_on", FAILING)
def test_missing_snapshot_fails_whatever_the_threshold(sales, fail_on):
    sales.write_dag("dags/new.py", "new", tasks=(("other", 0), ("things", 0)))
    result = sales.run(f"--etl-diagrams-fail-on={fail_on}")
    result.assert_outcomes(passed=1, failed=1)


def test_an_update_writes_what_is_below_the_threshold(sales):
    drift(sales, "info")
    sales.run("--snapshot-update", "--etl-diagrams-fail-on=breaking").assert_outcomes(passed=1)
    sales.run().assert_outcomes(passed=1)
    assert status(sales) == "passed"


@pytest.fixture
def rewritten(sales):
    """A project whose snapshot has the same drawing, in other words."""
    snapshot = sales.snapshot("dags/sales.py/dag.sales.md")
    text = snapshot.read_text(encoding="utf-8")
    snapshot.write_text(text.replace("```mermaid", "\n```mermaid", 1), encoding="utf-8")
    return sales


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "drifted"),
        ({"etl_diagrams_fail_on": "warning"}, "passed"),
        ({"etl_diagrams_rules": "layout-only = off"}, "passed"),
        (
            {"etl_diagrams_fail_on": "breaking", "etl_diagrams_rules": "layout-only = breaking"},
            "drifted",
        ),
        ({"etl_diagrams_allow": "layout-only * -- a formatter does that"}, "passed"),
    ],
)
def test_a_snapshot_that_only_reads_otherwise_is_ruled_like_any_drift(
    rewritten, settings, expected
):
    rewritten.ini(**settings)
    assert status(rewritten) == expected


@pytest.mark.parametrize(
    ("level", "rule_level", "expected"),
    [
        ("info", "breaking", "drifted"),
        ("info", "warning", "passed"),
        ("breaking", "info", "passed"),
        ("breaking", "off", "passed"),
        ("breaking", "breaking", "drifted"),
    ],
)
def test_a_rule_can_have_another_level(sales, level, rule_level, expected):
    sales.ini(
        etl_diagrams_fail_on="breaking", etl_diagrams_rules=f"\n    {RULES[level]} = {rule_level}"
    )
    drift(sales, level)
    assert status(sales) == expected
    report = json.loads((sales.root / "report.json").read_text(encoding="utf-8"))
    levels = {each["rule"]: each["level"] for each in report["diagrams"][0]["drift"]}
    assert levels.get(RULES[level]) == (None if rule_level == "off" else rule_level)


def test_a_rule_that_is_off_leaves_the_others_on(sales):
    sales.ini(etl_diagrams_rules="retries-removed = off")
    sales.write_dag("dags/sales.py", "sales", tasks=(("extract", 0),))
    result = sales.run()
    result.assert_outcomes(failed=1)
    assert "stage-removed" in result.stdout.str()
    assert "retries-removed" not in result.stdout.str()
