"""The JSON report: its format, its order, and how it is written.

After a deliberate change write the golden report anew with
`ETL_DIAGRAM_WRITE_GOLDEN=1 pytest tests/report/test_report_json.py` and read the diff.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from found_cases import ALLOWED, BELOW, CONTENTS, ENTRIES, SUM
from report_cases import SNAPSHOT, SOURCE, STAGES, sales

from pytest_etl_diagram.model import (
    FRAME_KINDS,
    MESSAGE_KINDS,
    Frame,
    Graph,
    Message,
    Node,
    Section,
)
from pytest_etl_diagram.report.contents import Contents
from pytest_etl_diagram.report.entries import Entry
from pytest_etl_diagram.report.json_report import schema
from pytest_etl_diagram.report.writing import write

jsonschema = pytest.importorskip("jsonschema")

GOLDEN = Path(__file__).parent / "golden" / "report.json"


def written(path, contents=CONTENTS):
    write(path, contents)
    return json.loads(path.read_text(encoding="utf-8"))


def only(*entries):
    return Contents(entries, (), (), ".", "0.1.0")


def by_name(report):
    return {diagram["name"]: diagram for diagram in report["diagrams"]}


def test_the_report_is_the_committed_one(tmp_path):
    written(tmp_path / "r.json")
    content = (tmp_path / "r.json").read_bytes()
    if os.environ.get("ETL_DIAGRAM_WRITE_GOLDEN"):
        GOLDEN.write_bytes(content)
    assert content == GOLDEN.read_bytes()


def test_the_report_is_as_the_shipped_schema_says(tmp_path):
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(written(tmp_path / "r.json"), schema())


def parts_of(value, path=()):
    """Yield the path of every object in a report."""
    if isinstance(value, dict):
        yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in pairs:
        if isinstance(each, (dict, list)):
            yield from parts_of(each, (*path, key))


FREE = "facts"
"""The one object whose keys come from the project."""


def test_the_schema_knows_every_part_and_no_other(tmp_path):
    report = written(tmp_path / "r.json")
    validator = jsonschema.Draft202012Validator(schema())
    checked = set()
    for path in parts_of(report):
        part = report
        for key in path:
            part = part[key]
        kind = tuple(key for key in path if isinstance(key, str))
        if kind in checked or FREE in path:
            continue
        checked.add(kind)
        part["extra"] = 1
        assert not validator.is_valid(report), path
        del part["extra"]
        for name in list(part):
            value = part.pop(name)
            assert not validator.is_valid(report), (*path, name)
            part[name] = value
    assert ("diagrams", "drift", "members", "location") in checked


def test_the_head_tells_of_the_run(tmp_path):
    report = written(tmp_path / "r.json")
    assert report["format_version"] == 1
    assert report["root"] == "."
    assert report["tool"] == {"name": "pytest-etl-diagram", "version": "0.1.0"}
    assert (report["fail_on"], report["base"]) == ("warning", "origin/main")
    assert report["gone"] == ["__etl_diagrams__/dags/left.py/dag.left.md"]
    assert report["orphans"] == ["__etl_diagrams__/dags/old.py/dag.old.md", "z.md"]
    assert [problem["path"] for problem in report["problems"]] == ["dags/a.py", "dags/b.py"]


def test_a_drift_tells_what_changed_and_what_the_policy_says_of_it(tmp_path):
    told = {d["rule"]: d for d in by_name(written(tmp_path / "r.json"))["sales"]["drift"]}
    assert told["timeout-removed"] == {
        "rule": "timeout-removed",
        "level": "breaking",
        "subject": "load",
        "before": "execution_timeout: 1h",
        "after": "",
        "why": told["timeout-removed"]["why"],
        "downstream": ["check", "notify"],
        "pipelines": ["weekly"],
        "location": {"path": "dags/sales.py", "line": 8},
        "fingerprint": told["timeout-removed"]["fingerprint"],
        "allowed": "",
        "fails": True,
        "members": [],
    }
    allowed = told["stage-removed"]
    assert (allowed["allowed"], allowed["fails"]) == ("moved to dbt", False)


def test_a_sum_tells_of_each_of_its_members(tmp_path):
    told = {d["rule"]: d for d in by_name(written(tmp_path / "r.json"))["sales"]["drift"]}
    members = told["retries-removed"]["members"]
    assert [m["subject"] for m in members] == list("abcdefg")
    assert [m["location"]["line"] for m in members] == [4, 5, 6, 7, 8, 9, 10]
    assert members[0] == {
        "subject": "a",
        "before": "retries: 3",
        "after": "",
        "location": {"path": "dags/sales.py", "line": 4},
        "fingerprint": SUM.parts[0].drift.fingerprint,
    }


@pytest.mark.parametrize(
    ("hit", "fail_on", "fails"),
    [
        (SUM, "breaking", True),
        (SUM, "any", True),
        (BELOW, "any", True),
        (BELOW, "warning", False),
        (ALLOWED, "any", False),
    ],
)
def test_whether_a_drift_fails_is_told_by_the_threshold(tmp_path, hit, fail_on, fails):
    entry = replace(ENTRIES[0], committed=replace(ENTRIES[0].committed, drifts=(hit,)))
    report = written(tmp_path / "r.json", replace(only(entry), fail_on=fail_on))
    assert [d["fails"] for d in report["diagrams"][0]["drift"]] == [fails]


@pytest.mark.parametrize(
    ("fail_on", "fails"), [("never", False), ("warning", False), ("any", True)]
)
def test_what_changed_since_the_base_fails_by_a_threshold_of_its_own(tmp_path, fail_on, fails):
    contents = replace(CONTENTS, base_fail_on=fail_on)
    diagrams = by_name(written(tmp_path / "r.json", contents))
    assert diagrams["same"]["base"] is None
    (told,) = diagrams["since"]["base"]["drift"]
    assert (told["rule"], told["fails"]) == ("stage-added", fails)


def test_a_diagram_that_drifted_within_the_policy_has_passed(tmp_path):
    late = by_name(written(tmp_path / "r.json"))["late"]
    assert late["status"] == "passed"
    assert [drift["rule"] for drift in late["drift"]] == ["stage-added"]


def test_an_error_has_its_message_and_what_is_not_known_is_null(tmp_path):
    bad = Entry("dags/bad.py::problems", "dag", "bad", "dags/bad.py", "", "error", message="no")
    (told,) = written(tmp_path / "r.json", only(bad))["diagrams"]
    assert (told["status"], told["message"]) == ("error", "no")
    assert (told["graph"], told["drift"], told["base"]) == (None, [], None)


def test_a_node_keeps_the_order_of_its_facts(tmp_path):
    entry = Entry(f"{SOURCE}::dag[x]", "dag", "x", SOURCE, SNAPSHOT, "passed", sales())
    report = written(tmp_path / "r.json", only(entry))
    nodes = report["diagrams"][0]["graph"]["nodes"]
    node = next(node for node in nodes if node["role"] == "load")
    assert node == {
        "id": "t_load_to_snowflake",
        "name": "load_to_snowflake",
        "role": "load",
        "group": "",
        "facts": {"operator": "PythonOperator", "retries": "3", "retry_delay": "5m"},
    }
    assert list(node["facts"]) == ["operator", "retries", "retry_delay"]
    assert len(nodes) == len(STAGES) + 1


SEQUENCE = Graph(
    "sequence",
    "run",
    nodes=(Node("c_a", "A", "component"), Node("e_b", "B", "store")),
    sequence=(
        Message("c_a", "e_b", "INSERT"),
        *(
            Frame(kind, (Section("x", (Message("c_a", "c_a", "y", said),)),))
            for kind in FRAME_KINDS
            for said in MESSAGE_KINDS
        ),
    ),
)


def test_a_sequence_is_nested_in_the_report_as_it_is_drawn(tmp_path):
    entry = Entry("e.py::sequence[run]", "sequence", "run", "e.py", "s.md", "passed", SEQUENCE)
    report = written(tmp_path / "r.json", only(*ENTRIES, entry))
    jsonschema.validate(report, schema())
    *others, graph = [d["graph"] for d in report["diagrams"] if d["graph"]]
    assert all("sequence" not in other for other in others)
    assert graph["sequence"][:2] == [
        {"source": "c_a", "target": "e_b", "text": "INSERT", "kind": "call"},
        {
            "kind": "alt",
            "sections": [
                {
                    "label": "x",
                    "body": [{"source": "c_a", "target": "c_a", "text": "y", "kind": "call"}],
                }
            ],
        },
    ]


@pytest.mark.parametrize("suffix", ["json", "sarif"])
def test_the_order_in_which_items_ran_does_not_show(tmp_path, suffix):
    shuffled = replace(
        CONTENTS,
        entries=(*ENTRIES[3:], *ENTRIES[2::-1]),
        orphans=CONTENTS.orphans[::-1],
        problems=CONTENTS.problems[::-1],
    )
    one, two = tmp_path / f"one.{suffix}", tmp_path / f"two.{suffix}"
    written(one)
    written(two, shuffled)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("suffix", ["json", "sarif"])
def test_the_file_is_utf8_with_lf_and_a_last_line_end(tmp_path, suffix):
    graph = Graph("dag", "größe", nodes=(Node("t_a", "half \ud800"),))
    odd = Entry("d.py::dag[größe]", "dag", "größe", "dags/\udcff.py", "s.md", "missing", graph)
    written(tmp_path / f"r.{suffix}", only(odd))
    content = (tmp_path / f"r.{suffix}").read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"}\n")
    assert "größe".encode() in content


def test_half_a_character_comes_back_as_it_was(tmp_path):
    graph = Graph("dag", "x", nodes=(Node("t_a", "half \ud800"),))
    odd = Entry("d.py::dag[x]", "dag", "x", "d.py", "s.md", "passed", graph)
    report = written(tmp_path / "r.json", only(odd))
    assert report["diagrams"][0]["graph"]["nodes"][0]["name"] == "half \ud800"


def test_a_report_appears_whole_in_a_new_folder_and_leaves_nothing_else(tmp_path):
    written(tmp_path / "build" / "r.JSON")
    written(tmp_path / "build" / "r.JSON", only())
    assert [file.name for file in (tmp_path / "build").iterdir()] == ["r.JSON"]


def test_a_report_that_can_not_be_written_leaves_the_old_one(tmp_path):
    written(tmp_path / "r.json")
    before = (tmp_path / "r.json").read_bytes()
    with pytest.raises(AttributeError):
        write(tmp_path / "r.json", only(None))
    assert (tmp_path / "r.json").read_bytes() == before


@pytest.mark.parametrize("name", ["r.txt", "r", ".json"])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(tmp_path, name):
    with pytest.raises(ValueError, match=r"no report format has the suffix .*known are \.html"):
        write(tmp_path / name, only())
