"""--etl-diagrams-rules."""

import re

import pytest

from pytest_etl_diagram.drift.rules import RULES

HARM = """
    from pathlib import Path

    Path(__file__).with_name("ran").touch()
    """


@pytest.fixture
def harmful(project):
    """A project whose tests and pipelines leave a trace when they are imported."""
    project.write_dag("dags/sales.py", "sales", before=HARM)
    project.write("test_it.py", HARM)
    return project


def told(result):
    """Return the ids of the rules that were printed."""
    return re.findall(r"^([a-z-]+): ", result.stdout.str(), re.MULTILINE)


@pytest.mark.parametrize("flags", [(), ("--etl-diagrams",), ("-n", "2"), ("-q",), ("dags",)])
def test_the_rules_are_printed_and_nothing_runs(harmful, flags):
    result = harmful.pytester.runpytest_subprocess("--etl-diagrams-rules", *flags)
    assert result.ret == pytest.ExitCode.OK
    assert told(result) == [row.id for row in RULES]
    assert list(harmful.root.rglob("ran")) == []
    assert harmful.snapshots() == []


def test_levels_of_the_project_are_shown(project):
    project.ini(etl_diagrams_rules="\n    retries-removed = off\n    stage-added = warning")
    result = project.run_without_flag("--etl-diagrams-rules")
    result.stdout.fnmatch_lines(
        [
            "retries-removed: a failed stage is no longer retried - breaking (here: off)",
            "stage-added: * - info (here: warning)",
        ]
    )


def test_a_wrong_level_is_a_usage_error(project):
    project.ini(etl_diagrams_rules="\n    retries-removed = awful")
    result = project.run_without_flag("--etl-diagrams-rules")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: etl_diagrams_rules: *awful*"])
    assert told(result) == []


@pytest.mark.parametrize(("columns", "widest"), [("50", 50), ("80", 80), ("200", 100)])
def test_lines_are_as_wide_as_the_terminal_within_reason(project, columns, widest):
    project.monkeypatch.setenv("COLUMNS", columns)
    lines = project.run_without_flag("--etl-diagrams-rules").outlines
    assert widest - 15 < max(map(len, lines)) <= widest


@pytest.mark.parametrize(("color", "painted"), [("yes", True), ("no", False), ("auto", False)])
def test_colours_are_as_pytest_has_them(project, color, painted):
    result = project.run_without_flag("--etl-diagrams-rules", f"--color={color}")
    assert ("\x1b[31m\x1b[1mBREAKING\x1b[0m: " in result.stdout.str()) == painted
    assert ("\x1b[" in result.stdout.str()) == painted


def test_help_is_still_help(project):
    result = project.run_without_flag("--etl-diagrams-rules", "--help")
    result.stdout.fnmatch_lines(["usage: *"])
    assert len(told(result)) < len(RULES)
