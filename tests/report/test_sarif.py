"""The SARIF report, held against the format's schema and what GitHub's code scanning asks for.

`sarif-2.1.0.schema.json` is the schema that Microsoft's validator of SARIF ships
(`@microsoft/sarif-multitool`, MIT licence).
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from found_cases import CONTENTS, ENTRIES, SUM, WARNING, drift, entry, hit

from pytest_etl_diagram.drift.rules import RULES
from pytest_etl_diagram.model import LocatedDrift, Location, Problem
from pytest_etl_diagram.report.contents import Contents
from pytest_etl_diagram.report.entries import Comparison
from pytest_etl_diagram.report.findings import STATES
from pytest_etl_diagram.report.sarif import MOST_RELATED, render

jsonschema = pytest.importorskip("jsonschema")

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))


def run_of(contents=CONTENTS):
    report = json.loads(render(contents))
    (run,) = report["runs"]
    return run


def only(*hits, **others):
    return replace(Contents((entry("sales", "drifted", *hits),), (), (), ".", "0.1.0"), **others)


def result_of(*hits, **others):
    (result,) = run_of(only(*hits, **others))["results"]
    return result


def by_rule(contents=CONTENTS):
    return {result["ruleId"]: result for result in run_of(contents)["results"]}


def physical(result):
    return result["locations"][0]["physicalLocation"]


def test_the_report_is_as_the_schema_of_sarif_says():
    validator = jsonschema.Draft202012Validator(
        SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    report = json.loads(render(CONTENTS))
    validator.validate(report)
    report["runs"][0]["results"][0]["level"] = "breaking"
    assert not validator.is_valid(report)


def test_one_run_names_the_tool_and_every_rule():
    report = json.loads(render(CONTENTS))
    assert report["version"] == "2.1.0"
    driver = run_of()["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("pytest-etl-diagram", "0.1.0")
    assert [row["id"] for row in driver["rules"]] == [row.id for row in (*RULES, *STATES)]
    assert run_of(replace(CONTENTS, entries=(), problems=(), orphans=()))["results"] == []


@pytest.mark.parametrize("row", run_of()["tool"]["driver"]["rules"], ids=lambda row: row["id"])
def test_a_rule_has_what_code_scanning_shows(row):
    assert re.fullmatch(r"[A-Z]\w+", row["name"])
    assert 0 < len(row["shortDescription"]["text"]) <= 1024
    assert 0 < len(row["fullDescription"]["text"]) <= 1024
    assert row["shortDescription"]["text"].endswith(".")
    assert row["help"]["text"]
    assert row["help"]["markdown"].startswith("**")
    assert row["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    assert row["properties"]["problem.severity"] in {"error", "warning", "recommendation"}
    assert len(row["properties"]["tags"]) <= 10


def test_ids_of_states_are_none_of_the_catalogue():
    assert not {row.id for row in STATES} & {row.id for row in RULES}


@pytest.mark.parametrize("result", run_of()["results"], ids=lambda result: result["ruleId"])
def test_a_result_has_what_code_scanning_demands(result):
    driver = run_of()["tool"]["driver"]
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["message"]["text"]
    assert len(result["locations"]) == 1
    assert physical(result)["artifactLocation"]["uri"]
    assert re.fullmatch(r"[0-9a-f]{12}", result["partialFingerprints"]["primaryLocationLineHash"])
    assert len(result.get("relatedLocations", ())) <= 100


def test_results_come_worst_first():
    told = [result["properties"]["level"] for result in run_of()["results"]]
    assert told == sorted(told, key=("breaking", "warning", "info").index)
    assert set(told) == {"breaking", "warning", "info"}


def test_a_result_that_is_an_error_fails_the_run_and_nothing_else_does_so_silently():
    levels = {(result["level"], result["properties"]["fails"]) for result in run_of()["results"]}
    assert ("error", True) in levels
    assert ("error", False) not in levels


@pytest.mark.parametrize(
    ("level", "expected"), [("breaking", "error"), ("warning", "warning"), ("info", "note")]
)
def test_the_level_of_the_run_decides(level, expected):
    levelled = replace(WARNING, drift=replace(WARNING.drift, level=level))
    assert result_of(levelled)["level"] == expected


def test_the_message_says_what_changed_why_and_how_to_accept():
    assert by_rule()["timeout-removed"]["message"]["text"] == (
        "load: execution_timeout: 1h → not set. What hangs, a stage or a whole run, now holds its "
        "slot for as long as it likes: the data is late and nothing fails. Downstream: check, "
        "notify. Pipelines downstream: weekly. If this is meant, accept it with "
        "`pytest --etl-diagrams --snapshot-update`."
    )


def test_the_fingerprint_is_that_of_the_drift():
    marks = result_of(WARNING)["partialFingerprints"]
    assert set(marks.values()) == {WARNING.drift.fingerprint}


def test_two_drifts_of_one_rule_on_one_line_are_told_apart():
    other = LocatedDrift(drift("operator-changed", "extract", "A", "B"), WARNING.location)
    results = run_of(only(WARNING, other))["results"]
    assert physical(results[0]) == physical(results[1])
    assert results[0]["partialFingerprints"] != results[1]["partialFingerprints"]


def test_the_place_is_a_file_below_the_repository_and_a_line_where_one_is_known():
    assert physical(result_of(WARNING)) == {
        "artifactLocation": {"uri": "dags/sales.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 9},
    }
    whole = replace(WARNING, location=Location("dags/sales.py"))
    assert "region" not in physical(result_of(whole))
    below = physical(result_of(WARNING, prefix="etl/"))
    assert below["artifactLocation"]["uri"] == "etl/dags/sales.py"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("dags/my sales.py", "dags/my%20sales.py"),
        ("dags/größe.py", "dags/gr%C3%B6%C3%9Fe.py"),
        ("c:d.py", "c%3Ad.py"),
        ("100%#?.py", "100%25%23%3F.py"),
        ("no\udcffutf8.py", "no%5Cudcffutf8.py"),
    ],
)
def test_a_path_is_written_as_a_uri(path, uri):
    moved = replace(WARNING, location=Location(path, 1))
    assert physical(result_of(moved))["artifactLocation"]["uri"] == uri


def test_a_diagram_of_the_whole_project_is_shown_at_its_snapshot():
    place = physical(by_rule()["component-removed"])
    assert place["artifactLocation"]["uri"] == "__etl_diagrams__/architecture.whole.md"


def test_logical_locations_name_the_diagram_and_the_nodes_also_those_that_are_gone():
    assert by_rule()["stage-removed"]["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "dag sales", "kind": "module"},
        {"name": "gone", "fullyQualifiedName": "dag sales::t_gone", "kind": "member"},
    ]


def test_a_sum_links_to_its_parts():
    result = result_of(SUM)
    assert result["message"]["text"].startswith(
        "7 stages: [a](1), [b](2), [c](3), [d](4), [e](5) and 2 more: retries: 3 → 0 (default). "
    )
    related = result["relatedLocations"]
    assert [place["id"] for place in related] == [1, 2, 3, 4, 5, 6, 7]
    assert related[6]["message"]["text"] == "g"
    assert related[6]["physicalLocation"]["region"] == {"startLine": 10}


def test_a_sum_of_a_thousand_parts_stays_within_the_limits_of_code_scanning():
    many = replace(SUM, parts=SUM.parts * 200)
    result = result_of(many)
    assert len(result["relatedLocations"]) == MOST_RELATED
    assert " and 1395 more: " in result["message"]["text"]


def test_an_allowed_drift_is_suppressed_with_its_reason_and_no_error():
    result = by_rule()["stage-removed"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "moved to dbt"}
    ]
    assert (result["level"], result["properties"]["level"]) == ("note", "breaking")
    assert result["message"]["text"].endswith("Allowed: moved to dbt.")
    others = [r for r in run_of()["results"] if r["ruleId"] != "stage-removed"]
    assert all("suppressions" not in other for other in others)


@pytest.mark.parametrize(
    ("rule_id", "level", "uri", "words"),
    [
        ("snapshot-missing", "error", "dags/new.py", "dag new: there is no snapshot of it yet."),
        ("diagram-error", "error", "dags/broken.py", "dag broken: __etl_diagrams__/x.md: no dr"),
        ("source-unread", "error", "dags/a.py", "invalid syntax. "),
        ("source-not-understood", "warning", "dags/b.py", "too deep. "),
    ],
)
def test_what_is_no_drift_is_a_result_of_its_own_rule(rule_id, level, uri, words):
    result = by_rule()[rule_id]
    assert result["level"] == level
    assert physical(result)["artifactLocation"]["uri"] == uri
    assert result["message"]["text"].startswith(words)


def test_a_snapshot_without_a_diagram_is_a_warning_at_the_snapshot():
    orphans = [r for r in run_of()["results"] if r["ruleId"] == "snapshot-orphaned"]
    assert [physical(r)["artifactLocation"]["uri"] for r in orphans] == [
        "__etl_diagrams__/dags/old.py/dag.old.md",
        "z.md",
    ]
    assert {r["level"] for r in orphans} == {"warning"}


def test_drifts_below_the_threshold_are_told_too():
    assert by_rule()["stage-added"]["properties"] == {"level": "info", "fails": False}


@pytest.mark.parametrize(("base_fail_on", "results"), [("never", 0), ("warning", 0), ("any", 1)])
def test_what_changed_since_the_base_is_a_result_where_it_fails(base_fail_on, results):
    contents = replace(CONTENTS, entries=ENTRIES[-1:], problems=(), orphans=())
    assert len(run_of(replace(contents, base_fail_on=base_fail_on))["results"]) == results


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a[b](1)", r"a\[b\](1): operator"),
        ("back\\slash", r"back\\slash: operator"),
        ("{0}", "{{0}}: operator"),
        ("{var:tables}", "{var:tables}: operator"),
        ("\x1b[31mred", r"\\x1b\[31mred: operator"),
        ("two\nlines", r"two\\nlines: operator"),
    ],
)
def test_names_are_neither_links_nor_placeholders(name, text):
    named = replace(WARNING, drift=replace(WARNING.drift, subject=name))
    assert result_of(named)["message"]["text"].startswith(text)


def test_the_same_finding_of_another_run_has_the_same_fingerprint_at_another_line():
    def mark(line):
        problem = Problem("dags/a.py", line, "invalid syntax")
        run = run_of(Contents((), (), (problem,), ".", "0.1.0"))
        return run["results"][0]["partialFingerprints"]

    assert mark(3) == mark(8)


def test_a_big_run_is_written_within_the_size_that_code_scanning_takes():
    hits = [
        hit("dags/sales.py", at + 1, "retries-removed", f"stage_{at}", "retries: 3")
        for at in range(5000)
    ]
    old = Comparison(ENTRIES[0].committed.graph, "old\n", tuple(hits))
    contents = replace(CONTENTS, entries=(replace(ENTRIES[0], committed=old),))
    assert len(render(contents).encode()) < 10_000_000
