"""What the measures compare with what, told of runs that are pretended."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest

from . import projects
from .measures import MEASURES
from .plan import QUICK
from .runs import Cost, Sample, Timing
from .synthetic import repository
from .table import TIMES, Peer, Row, at_most, faster, markdown, memory, without_figures


def timing(*seconds, memory=1_000_000):
    return Timing("x", tuple(Sample(each, each, memory, "") for each in seconds))


SECONDS = {"cold": 6.0, "parsing": 4.0, "pytest": 0.5, "warm": 0.6, "one file": 0.5}
SECONDS |= {"many files": 0.8, "cold 4": 1.0, "cold 8": 2.3, "warm 4": 0.1, "warm 8": 0.2}
SECONDS |= {"two workers": 3.6, "one process": 6.0, "one DAG edited": 0.9}
SECONDS |= {"one shared helper edited": 1.2}
SECONDS |= {"all drawn 2": 11.0, "all drawn 4": 17.0}  # of which 9 for one module
GROWING = {
    "modules in one folder, 4": 2,
    "snapshots in one folder, 2": 1,
    "tasks in one DAG, a chain, 10": 5,
    "tasks in one DAG, dense layers, 10": 5,
}
"""What grows, and the size that it is compared with."""

STATES = ("all drawn", "all compared", "nothing new", "all drifted")
LOADED = {"seconds": 3.0, "cpu": 2.0, "dags": 14, "files": 12, "errors": [], "version": "3.0.0"}
TABLE = [
    (
        "cold, synthetic-12",
        "6.00 s",
        "4.00 s (libcst parses 0 files)",
        "1.50 x",
        "1.50 x",
        "≤ 1.5",
        "yes",
    ),
    (
        "cold, synthetic-12, with pytest's own part",
        "6.00 s",
        "4.50 s (the same, and pytest runs 50 trivial tests)",
        "1.33 x",
        "1.33 x",
        "",
        "",
    ),
    ("cold, synthetic-12, parts of one run", "all 1.00 s", "", "", "", "", ""),
    (
        "warm, synthetic-12",
        "600 ms",
        "500 ms (pytest runs 50 trivial tests)",
        "1.20 x",
        "1.20 x",
        "≤ 1.3",
        "yes",
    ),
    (
        "warm, synthetic-12, as many files",
        "600 ms",
        "800 ms (pytest runs 50 trivial tests in 14 files)",
        "0.75 x",
        "0.75 x",
        "",
        "",
    ),
    ("off", "not measured: needs the package index", "", "", "", "", ""),
    (
        "DagBag, cold, synthetic-12: faster",
        "6.00 s",
        "3.00 s (Airflow 3.0.0 loads 14 DAGs)",
        "0.50 x",
        "0.67 x",
        "≥ 5",
        "no",
    ),
    (
        "DagBag, cold, synthetic-12, beyond pytest's floor: faster",
        "5.50 s",
        "3.00 s (Airflow 3.0.0 loads 14 DAGs)",
        "0.55 x",
        "0.73 x",
        "",
        "",
    ),
    (
        "DagBag, warm, synthetic-12: faster",
        "600 ms",
        "3.00 s (Airflow 3.0.0 loads 14 DAGs)",
        "5.00 x",
        "6.67 x",
        "≥ 50",
        "no",
    ),
    (
        "DagBag, warm, synthetic-12, beyond pytest's floor: faster",
        "100 ms",
        "3.00 s (Airflow 3.0.0 loads 14 DAGs)",
        "30.0 x",
        "40.0 x",
        "",
        "",
    ),
    ("pyreverse", "not measured: needs the package index", "", "", "", "", ""),
    ("peak memory, cold, synthetic-12", "250 MB", "", "", "", "≤ 300 MB", "yes"),
    ("peak memory, warm, synthetic-12", "250 MB", "", "", "", "≤ 300 MB", "yes"),
    ("growth, cold, 8 modules", "2.30 s", "1.00 s (4 modules)", "2.30 x", "2.30 x", "≤ 2.2", "no"),
    ("growth, warm, 8 modules", "200 ms", "100 ms (4 modules)", "2.00 x", "2.00 x", "≤ 2.2", "yes"),
    (
        "load, modules in one folder, 4, all drawn",
        "2.00 s",
        "1.00 s (a module of 2)",
        "2.00 x",
        "2.00 x",
        "≤ 1.5 of CPU time",
        "no",
    ),
    *(
        (
            f"load, {what}, {state}",
            f"not measured: {least} take hardly longer than one",
            *([""] * 5),
        )
        for what, least in GROWING.items()
        for state in STATES[what.startswith("modules") :]
    ),
    (
        "cold with -n 2, synthetic-12",
        "3.60 s",
        "6.00 s (without -n)",
        "0.60 x",
        "0.60 x",
        "≤ 0.95",
        "yes",
    ),
    (
        "one DAG edited, synthetic-12",
        "900 ms, evaluated 1",
        "600 ms (warm)",
        "1.50 x",
        "1.50 x",
        "",
        "",
    ),
    (
        "one shared helper edited, synthetic-12",
        "1.20 s, evaluated 1",
        "600 ms (warm)",
        "2.00 x",
        "2.00 x",
        "",
        "",
    ),
]


@pytest.fixture
def pretended(monkeypatch, tmp_path):
    """Let no process run: each takes what SECONDS says; return the names of those asked for."""
    asked = []

    def pretend(command):
        asked.append(command.name)
        command.before()
        output = f"1 file evaluated, 16 unchanged\n{json.dumps(LOADED)}\n"
        seconds = SECONDS.get(command.name, 9.0)
        return Sample(seconds, seconds / 2, 250_000_000, output)

    def made(modules):
        root = tmp_path / str(modules)
        for path, text in repository(modules).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8", newline="\n")
        return projects.Project(f"synthetic-{modules}", root, 50, 14, tmp_path, "all 1.00 s")

    monkeypatch.setattr("tests.benchmarks.runs.run", pretend)
    monkeypatch.setattr("tests.benchmarks.measures.edits.run", pretend)
    monkeypatch.setattr(projects, "synthetic", made)
    return asked


def test_each_measure_compares_with_its_peer_and_its_target(pretended):
    plan = replace(QUICK, airflow_python=sys.executable)
    rows = [row for name in MEASURES for row in MEASURES[name](plan)]
    assert [tuple(cell.replace(TIMES, "x") for cell in row.cells) for row in rows] == TABLE


def test_after_the_edits_each_file_is_as_it_was(pretended, tmp_path):
    assert len(list(MEASURES["edits"](QUICK))) == 2
    for path, text in repository(12).items():
        assert (tmp_path / "12" / path).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("row", "ratio", "met"),
    [
        (at_most("m", Cost(3.0, 1.0), Peer(Cost(2.0, 4.0), "p"), 1.5), 1.5, True),
        (at_most("m", Cost(3.1, 1.0), Peer(Cost(2.0, 4.0), "p"), 1.5), 1.55, False),
        (at_most("m", Cost(3.0, 1.0), Peer(Cost(2.0, 4.0), "p")), 1.5, None),
        (at_most("m", Cost(3.1, 6.0), Peer(Cost(2.0, 4.0), "p"), 1.5, by_cpu=True), 1.55, True),
        (at_most("m", Cost(2.0, 6.1), Peer(Cost(2.0, 4.0), "p"), 1.5, by_cpu=True), 1.0, False),
        (at_most("m", Cost(3.0, None), Peer(Cost(2.0, 4.0), "p"), 1.5, by_cpu=True), 1.5, True),
        (faster("m", Cost(2.0, 1.0), Peer(Cost(10.0, 4.0), "p"), 5), 5.0, True),
        (faster("m", Cost(2.1, 1.0), Peer(Cost(10.0, 4.0), "p"), 5), 10 / 2.1, False),
        (memory("m", timing(1, memory=300_000_000), 300_000_000), None, True),
        (memory("m", timing(1, memory=300_000_001), 300_000_000), None, False),
        (memory("m", timing(1, memory=None), 300_000_000), None, None),
        (without_figures("m", "why"), None, None),
    ],
)
def test_a_target_is_met_or_not(row, ratio, met):
    assert (row.ratio, row.met) == (ratio, met)


def test_medians_and_least_of_the_runs():
    taken = timing(3.0, 1.0, 2.0)
    assert (taken.median, taken.least, taken.memory) == (Cost(2, 2), Cost(1, 1), 1_000_000)
    unknown = Timing("x", (Sample(3.0, None, None, ""),))
    assert (unknown.median, unknown.memory) == (Cost(3.0, None), None)


def test_costs_are_added_and_subtracted_as_far_as_they_are_known():
    assert Cost(3.0, 2.0) + Cost(1.0, 0.5) == Cost(4.0, 2.5)
    assert Cost(3.0, 2.0) - Cost(1.0, 0.5) == Cost(2.0, 1.5)
    assert Cost(3.0, None) - Cost(1.0, 0.5) == Cost(2.0, None)


def test_the_ratio_of_processor_time_is_told_where_both_are_known():
    known, unknown = Cost(3.0, 1.0), Cost(3.0, None)
    assert at_most("m", known, Peer(Cost(2.0, 4.0), "p")).processor == 0.25
    assert faster("m", known, Peer(Cost(2.0, 4.0), "p")).processor == 4.0
    assert at_most("m", unknown, Peer(Cost(2.0, 4.0), "p")).processor is None


def test_a_cell_cannot_break_the_table():
    table = markdown([Row("a | b\nc", "1 s", "2 s", 0.5, 2.0, "≤ 1", met=True)])
    assert table.splitlines()[2] == (
        f"| a \\| b c | 1 s | 2 s | 0.50 {TIMES} | 2.00 {TIMES} | ≤ 1 | yes |"
    )
