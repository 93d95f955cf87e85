"""The workflow commands that make GitHub show what failed beside the code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from found_cases import ALLOWED, BELOW, CONTENTS, ENTRIES, SUM, WARNING, entry, hit

from pytest_etl_diagram.model import Location
from pytest_etl_diagram.report.contents import Contents
from pytest_etl_diagram.report.github import SHOWN, workflow_commands
from pytest_etl_diagram.report.repository import repository_prefix

COMMAND = re.compile(r"::(?P<level>\w+) (?P<properties>[^:]*)::(?P<message>.*)")


def only(*hits, **others):
    return replace(Contents((entry("sales", "drifted", *hits),), (), (), ".", "0.1.0"), **others)


def read(line):
    """Read a command as GitHub's runner does: level, properties, message."""
    level, properties, message = COMMAND.fullmatch(line).groups()
    pairs = (pair.split("=", 1) for pair in properties.split(","))
    return level, {key: unescaped(value) for key, value in pairs}, unescaped(message)


def unescaped(text):
    for escape, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n")):
        text = text.replace(escape, character)
    return text.replace("%25", "%")


def commands(contents=CONTENTS, prefix=""):
    return [read(line) for line in workflow_commands(replace(contents, prefix=prefix))]


def rules(contents=CONTENTS):
    return [properties["title"].partition(":")[0] for _, properties, _ in commands(contents)]


def test_a_drift_is_an_annotation_at_its_line():
    (line,) = workflow_commands(only(WARNING))
    assert line == (
        "::warning file=dags/sales.py,line=9,"
        "title=operator-changed%3A a stage runs on another operator (dag sales)"
        "::load: operator: A → B%0A"
        f"{WARNING.drift.why}%0A"
        "If this is meant, accept it with  pytest --etl-diagrams --snapshot-update"
    )


@pytest.mark.parametrize(
    ("level", "command"), [("breaking", "error"), ("warning", "warning"), ("info", "notice")]
)
def test_the_level_of_the_run_decides(level, command):
    levelled = replace(WARNING, drift=replace(WARNING.drift, level=level))
    ((told, *_),) = commands(only(levelled))
    assert told == command


def test_all_that_fails_is_told_worst_first():
    assert rules() == [
        "source-unread",
        "diagram-error",
        "snapshot-missing",
        "retries-removed",
        "timeout-removed",
        "component-removed",
        "snapshot-orphaned",
        "operator-changed",
        "snapshot-orphaned",
    ]


@pytest.mark.parametrize("hits", [(ALLOWED,), (BELOW,), (ALLOWED, BELOW)])
def test_what_is_allowed_or_below_the_threshold_is_not_told(hits):
    assert workflow_commands(only(*hits, fail_on="warning")) == []


def test_what_changed_since_the_base_is_told_where_it_fails():
    contents = replace(CONTENTS, entries=ENTRIES[-1:], problems=(), orphans=())
    assert rules(contents) == []
    assert rules(replace(contents, base_fail_on="any")) == ["stage-added"]


def test_a_sum_is_one_annotation_with_its_first_names():
    ((_, properties, message),) = commands(only(SUM))
    assert properties["line"] == "4"
    assert message.startswith("7 stages: a, b, c, d, e and 2 more: retries: 3 → 0 (default)\n")


def test_files_are_named_from_the_root_of_the_repository():
    ((_, properties, _),) = commands(only(WARNING), "etl/daily/")
    assert properties["file"] == "etl/daily/dags/sales.py"


def test_without_a_line_the_file_alone_is_named():
    whole = replace(WARNING, location=Location("dags/sales.py"))
    ((_, properties, _),) = commands(only(whole))
    assert set(properties) == {"file", "title"}


def test_what_can_not_be_accepted_says_no_command():
    by_rule = {rule: message for rule, (_, _, message) in zip(rules(), commands(), strict=True)}
    assert {rule for rule, message in by_rule.items() if "accept it with" not in message} == {
        "source-unread",
        "diagram-error",
        "snapshot-orphaned",
    }


HOSTILE = "a\r\n::error::x\x1b[31m%0A,b:c=d::e\u202e"


def test_names_do_not_end_a_command_or_steer_a_terminal():
    moved = replace(
        WARNING,
        drift=replace(WARNING.drift, subject=HOSTILE, after=f"operator: {HOSTILE}"),
        location=Location(f"dags/{HOSTILE}.py", 3),
    )
    named = replace(entry("sales", "drifted", moved), name=HOSTILE)
    lines = workflow_commands(replace(only(), entries=(named,)))
    assert len(lines) == 1
    assert all(unicodedata.category(character)[0] != "C" for character in lines[0])
    level, properties, message = read(lines[0])
    shown = r"a\r\n::error::x\x1b[31m%0A,b:c=d::e\u202e"
    assert level == "warning"
    assert properties["file"] == f"dags/{shown}.py"
    assert properties["title"].endswith(f"(dag {shown})")
    assert message.startswith(f"{shown}: operator")


@pytest.mark.parametrize("count", [0, 1, SHOWN, SHOWN + 1, 50])
def test_no_more_are_written_of_a_level_than_github_shows(count):
    hits = [
        hit("dags/sales.py", at + 1, rule, f"stage_{at}", "retries: 3")
        for at in range(count)
        for rule in ("retries-removed", "operator-changed")
    ]
    told = commands(only(*hits))
    for level in ("error", "warning"):
        messages = [message for each, _, message in told if each == level]
        assert len(messages) == min(count, SHOWN)
        if count > SHOWN:
            left = count - SHOWN + 1
            assert messages[-1] == f"{left} more like these are in the log and the reports."


@pytest.mark.parametrize(
    ("workspace", "root", "git", "prefix"),
    [
        ("w", "w", "w", ""),
        ("w", "w/etl", "w", "etl/"),
        ("w", "w/etl/daily", "w", "etl/daily/"),
        ("w", "w/etl/daily", None, "etl/daily/"),
        ("w", "w/checkout/etl", "w/checkout", "etl/"),
        ("w", "w/my etl", "w", "my etl/"),
        ("w/inner", "w", "w", ""),
        ("w", "elsewhere", "elsewhere", ""),
        ("w", "w2/etl", None, ""),
    ],
)
def test_the_prefix_leads_from_the_repository_to_the_root_folder(
    tmp_path, workspace, root, git, prefix
):
    for folder in (workspace, root):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    if git:
        (tmp_path / git / ".git").mkdir()
    environ = {"GITHUB_WORKSPACE": str(tmp_path / workspace)}
    assert repository_prefix(tmp_path / root, environ) == prefix


def test_a_folder_reached_by_a_link_is_named_as_git_knows_it(tmp_path):
    (tmp_path / "w" / ".git").mkdir(parents=True)
    (tmp_path / "w" / "etl").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "w", target_is_directory=True)
    environ = {"GITHUB_WORKSPACE": str(tmp_path / "w")}
    assert repository_prefix(tmp_path / "link" / "etl", environ) == "etl/"


@pytest.mark.parametrize("environ", [{}, {"GITHUB_WORKSPACE": ""}])
def test_there_is_no_prefix_where_github_names_no_folder(environ):
    assert repository_prefix(Path.cwd(), environ) == ""
