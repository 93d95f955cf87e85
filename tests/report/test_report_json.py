"""The JSON report: its format, its order, and how it is written."""

from __future__ import annotations

import json

import pytest
from report_cases import CASES, SNAPSHOT, SOURCE, STAGES, locate, sales

from pytest_etl_diagram.drift import compare
from pytest_etl_diagram.model import (
    FRAME_KINDS,
    MESSAGE_KINDS,
    Frame,
    Graph,
    Message,
    Node,
    Problem,
    Section,
)
from pytest_etl_diagram.report import Entry, check_suffix, located, write
from pytest_etl_diagram.report.json_report import schema

jsonschema = pytest.importorskip("jsonschema")


def entry(case) -> Entry:
    hits = located(case.diagram, compare(sales(), case.now), locate)
    return Entry(
        f"{SOURCE}::dag[{case.name}]", "dag", case.name, SOURCE, SNAPSHOT, "drifted", case.now, hits
    )


ENTRIES = (
    *map(entry, CASES),
    Entry("dags/bad.py::problems", "dag", "bad", "dags/bad.py", "", "error", message="no"),
)
PROBLEMS = (Problem("dags/b.py", 3, "too deep"), Problem("dags/a.py", 0, "not UTF-8"))


def written(path, entries=ENTRIES, orphans=("z.md", "a.md"), problems=PROBLEMS):
    write(path, entries, orphans, problems, ".", "0.1.0")
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_report_is_as_the_shipped_schema_says(tmp_path):
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(written(tmp_path / "r.json"), schema())


def test_the_schema_knows_every_part_and_no_other(tmp_path):
    report = written(tmp_path / "r.json")
    report["diagrams"][0]["extra"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, schema())


def test_the_parts_of_the_report(tmp_path):
    report = written(tmp_path / "r.json")
    assert report["format_version"] == 1
    assert report["root"] == "."
    assert report["tool"] == {"name": "pytest-etl-diagram", "version": "0.1.0"}
    assert report["orphans"] == ["a.md", "z.md"]
    assert [problem["path"] for problem in report["problems"]] == ["dags/a.py", "dags/b.py"]
    bad, *drifted = report["diagrams"]
    assert (bad["status"], bad["graph"], bad["drift"]) == ("error", None, [])
    by_name = {diagram["name"]: diagram for diagram in drifted}
    worst = by_name["trigger_rule_and_timeout"]["drift"][0]
    assert worst == {
        "rule": "timeout-removed",
        "level": "breaking",
        "subject": "wait_for_source_data",
        "before": "timeout: 1h",
        "after": "",
        "why": worst["why"],
        "downstream": [stage.name for stage in STAGES[1:]],
        "pipelines": [],
        "location": {"path": SOURCE, "line": 24},
        "fingerprint": worst["fingerprint"],
    }
    node = next(n for n in by_name["stage_inserted"]["graph"]["nodes"] if n["role"] == "load")
    assert node == {
        "id": "t_load_to_snowflake",
        "name": "load_to_snowflake",
        "role": "load",
        "group": "",
        "facts": {"operator": "PythonOperator", "retries": "3", "retry_delay": "5m"},
    }
    assert list(node["facts"]) == ["operator", "retries", "retry_delay"]


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
    report = written(tmp_path / "r.json", [*ENTRIES, entry])
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


def test_the_order_in_which_items_ran_does_not_show(tmp_path):
    shuffled = (*ENTRIES[3:], *ENTRIES[2::-1])
    written(tmp_path / "one.json")
    written(tmp_path / "two.json", shuffled, ("a.md", "z.md"), PROBLEMS[::-1])
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_the_file_is_utf8_with_lf_and_a_last_line_end(tmp_path):
    graph = Graph("dag", "größe", nodes=(Node("t_a", "half \ud800"),))
    odd = Entry("d.py::dag[größe]", "dag", "größe", "d.py", "s.md", "passed", graph)
    report = written(tmp_path / "r.json", [odd])
    content = (tmp_path / "r.json").read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"}\n")
    assert "größe".encode() in content
    assert report["diagrams"][0]["graph"]["nodes"][0]["name"] == "half \ud800"


def test_a_report_appears_whole_in_a_new_folder_and_leaves_nothing_else(tmp_path):
    written(tmp_path / "build" / "r.JSON")
    written(tmp_path / "build" / "r.JSON", entries=())
    assert [file.name for file in (tmp_path / "build").iterdir()] == ["r.JSON"]


def test_a_report_that_can_not_be_written_leaves_the_old_one(tmp_path):
    written(tmp_path / "r.json")
    before = (tmp_path / "r.json").read_bytes()
    with pytest.raises(AttributeError):
        write(tmp_path / "r.json", [None], (), (), ".", "0.1.0")
    assert (tmp_path / "r.json").read_bytes() == before


@pytest.mark.parametrize("name", ["r.txt", "r", ".json"])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(name):
    with pytest.raises(ValueError, match=r"no report format has the suffix .*known are \.json"):
        check_suffix(name)
