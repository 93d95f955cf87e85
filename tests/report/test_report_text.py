"""The text of a failing item, held against committed texts that people have read.

After a deliberate change write them anew with
`ETL_DIAGRAM_WRITE_GOLDEN=1 pytest tests/report/test_report_text.py` and read the diff.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from report_cases import CASES, COMMAND, SOURCE, STAGES, locate, sales, shape

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.model import Diagram, Edge, Graph, Node
from pytest_etl_diagram.report.look import PLAIN, Look
from pytest_etl_diagram.report.places import gathered, located
from pytest_etl_diagram.report.text import failure, layout_only, missing

GOLDEN = Path(__file__).parent / "golden"


def hits_of(old: Graph, diagram: Diagram):
    return gathered(located(diagram, compare(old, diagram.graph), locate), diagram.kind)


def text_of(case, look=PLAIN) -> str:
    hits = hits_of(sales(), case.diagram)
    return failure(case.diagram, hits, case.diff_lines, COMMAND, look)


def failure_of(old: Graph, new: Graph, places=(), look=PLAIN) -> str:
    diagram = Diagram("dag", new.title, "dags/x.py", new, tuple(places))
    return failure(diagram, hits_of(old, diagram), [], "pytest --snapshot-update", look)


def one_stage(*facts: tuple[str, str], name: str = "load") -> Graph:
    return Graph("dag", "sales", nodes=(Node("t_load", name, "load", "", facts),))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_text_is_the_committed_one(case):
    file = GOLDEN / f"{case.name}.txt"
    text = text_of(case) + "\n"
    if os.environ.get("ETL_DIAGRAM_WRITE_GOLDEN"):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_text_is_short_enough_to_be_read(case):
    lines = text_of(case).split("\n")
    assert len(lines) <= 40
    ours = lines[: lines.index("Snapshot diff (- committed, + now):")]
    assert max(len(line) for line in ours) <= 100


def test_every_golden_text_belongs_to_a_case():
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {case.name for case in CASES}


def test_a_rule_its_why_and_the_change_are_said_once():
    text = text_of(CASES[0])
    assert text.count("retries-removed:") == text.count("one transient error") == 1
    assert text.count("retries: 3 → 0 (default)") == 1
    assert f"{len(STAGES)} stages: " in text


def test_a_verbose_text_has_the_line_of_each_stage():
    text = text_of(CASES[0], Look(verbosity=1))
    for number, stage in enumerate(STAGES):
        (line,) = (one for one in text.split("\n") if one.startswith(f"        - {stage.name} "))
        assert line.endswith(f"retries: 3 → 0 (default)  {SOURCE}:{24 + 4 * number}")


def test_what_is_downstream_is_shortened_after_five():
    names = "abcdefgh"
    nodes = tuple(Node(f"t_{name}", name) for name in names)
    edges = tuple(Edge("t_a", f"t_{name}") for name in names[1:])
    old = Graph("dag", "sales", nodes=(replace(nodes[0], facts=(("retries", "1"),)), *nodes[1:]))
    text = failure_of(replace(old, edges=edges), Graph("dag", "sales", nodes=nodes, edges=edges))
    assert "downstream: b, c, d, e, f and 2 more" in text


def test_without_a_place_the_file_as_a_whole_is_named():
    assert "retries: 3 → 0 (default)  dags/x.py\n" in failure_of(
        one_stage(("retries", "3")), one_stage()
    )


def test_a_value_left_to_the_default_is_told():
    text = failure_of(one_stage(("timeout", "1h")), one_stage())
    assert "timeout: 1h → 7d (default)" in text
    text = failure_of(one_stage(("execution_timeout", "1h")), one_stage())
    assert "execution_timeout: 1h → not set" in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("bell\x07", r"bell\x07"),
        ("c1\x9b2J", r"c1\x9b2J"),
        ("over\rwritten", r"over\rwritten"),
        ("two\nlines", r"two\nlines"),
        ("right\u202eto left", r"right\u202eto left"),
        ("half \ud800", r"half \ud800"),
        ("größe 数据", "größe 数据"),
    ],
)
def test_what_could_steer_a_terminal_is_made_visible(name, shown):
    old, new = one_stage(("retries", "3"), name=name), one_stage(name=name)
    diagram = Diagram("dag", name, "dags/x.py", new)
    for text in (
        failure(diagram, hits_of(old, diagram), [f"-{name}"], f"pytest {name}"),
        failure(diagram, hits_of(Graph("dag", "sales"), diagram), [], "pytest"),
        layout_only(diagram, [f"-{name}\n"], "pytest"),
        missing(diagram, f"{name}", "pytest"),
    ):
        assert shown in text
        if name != "two\nlines":
            assert name == shown or name not in text


def test_a_value_too_long_to_read_is_cut_in_the_middle():
    old, new = one_stage(("queue", "x" * 500)), one_stage(("queue", "y" * 500))
    text = failure_of(old, new)
    assert f"queue: {'x' * 28}...{'x' * 28} →" in text
    assert "x" * 29 not in text


def test_a_missing_snapshot_shows_the_drawing_and_the_command():
    diagram = CASES[0].diagram
    text = missing(diagram, "\n".join(shape(diagram.graph)), COMMAND)
    assert text.startswith(f"There is no snapshot yet of dag daily_sales_etl ({SOURCE}).")
    assert "    t_aggregate_sales --> t_enrich_sales\n" in text
    assert text.endswith(COMMAND)


def test_another_layout_is_said_to_be_nothing_more():
    text = layout_only(CASES[0].diagram, ["-a\n", "+b\n"], COMMAND)
    assert "Only the drawing changed" in text
    assert "\n-a\n+b\n" in text
    assert text.endswith(COMMAND)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a" * 100 + "1" + "b" * 100, "a" * 100 + "2" + "b" * 100, ("1", "2")),
        ("x" * 100, "x" * 100 + "!", ("x...", "x!")),
        ("key " * 40 + "severity: warn", "key " * 40 + "severity: error", (": warn", ": error")),
    ],
)
def test_two_long_values_are_cut_where_they_are_equal(before, after, shown):
    text = failure_of(one_stage(("query", before)), one_stage(("query", after)))
    told = " ".join(text.partition("query: ")[2].partition("dags/x.py")[0].split())
    first, second = told.split(" → ")
    assert shown[0].strip(".") in first
    assert shown[1].strip(".") in second
    assert max(len(first), len(second)) < 90
    assert first != second


def test_of_long_lists_what_came_and_went_is_told():
    mounts = [f"volume-{number}:/var/lib/data/{number}" for number in range(9)]
    old = one_stage(("volumes", ", ".join(mounts)))
    text = failure_of(old, one_stage(("volumes", ", ".join(mounts[:4] + mounts[5:]))))
    assert "volumes: volume-4:/var/lib/data/4, 8 that stay → 8 that stay" in text
