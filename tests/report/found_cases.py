"""A run that found one of each: what the reports for other tools are held against."""

from __future__ import annotations

from dataclasses import replace

from pytest_etl_diagram.drift.impact import fingerprint
from pytest_etl_diagram.drift.rules import rule
from pytest_etl_diagram.model import Drift, Graph, LocatedDrift, Location, Node, Problem
from pytest_etl_diagram.report.contents import Contents
from pytest_etl_diagram.report.entries import Comparison, Entry

RETRIES = "retries: 3"


def graph(title: str, *names: str) -> Graph:
    return Graph("dag", title, nodes=tuple(Node(f"t_{name}", name, "load") for name in names))


def drift(rule_id: str, subject: str, before: str = "", after: str = "", **others) -> Drift:
    row = rule(rule_id)
    bare = Drift(rule_id, row.level, subject, before, after, row.why, **others)
    return replace(bare, fingerprint=fingerprint(bare, "sales"))


def hit(path: str, line: int, *args, allowed: str = "", parts=(), **others) -> LocatedDrift:
    return LocatedDrift(drift(*args, **others), Location(path, line), allowed, tuple(parts))


def entry(name: str, status: str, *hits: LocatedDrift, kind: str = "dag", **others) -> Entry:
    """Return the entry of a diagram of `dags/<name>.py`, or of the project for an architecture."""
    now = graph(name, "extract", "load")
    is_of_project = kind == "architecture"
    source = "" if is_of_project else f"dags/{name}.py"
    snapshot = f"__etl_diagrams__/{source}{'' if is_of_project else '/'}{kind}.{name}.md"
    old = Comparison(graph(name, "extract", "load", "gone"), "old\n", hits) if hits else None
    nodeid = f"{source or '.'}::{kind}[{name}]"
    return Entry(
        nodeid, kind, name, source, snapshot, status, now, "new\n", committed=old, **others
    )


SUM = hit(
    "dags/sales.py",
    4,
    "retries-removed",
    "7 stages: a, b, c, d, e, f, g",
    RETRIES,
    nodes=("t_a",),
    parts=[
        hit("dags/sales.py", 4 + at, "retries-removed", n, RETRIES)
        for at, n in enumerate("abcdefg")
    ],
)
ALLOWED = hit(
    "dags/sales.py",
    30,
    "stage-removed",
    "gone",
    "@task\nretries: 3",
    nodes=("t_gone",),
    allowed="moved to dbt",
)
WARNING = hit("dags/sales.py", 9, "operator-changed", "load", "operator: A", "operator: B")
BELOW = hit(
    "dags/late.py", 3, "stage-added", "extract", "", "@task\nretries: 3", nodes=("t_extract",)
)
FAR = hit(
    "dags/sales.py",
    8,
    "timeout-removed",
    "load",
    "execution_timeout: 1h",
    nodes=("t_load",),
    downstream=("check", "notify"),
    pipelines=("weekly",),
)

ENTRIES = (
    entry("sales", "drifted", SUM, FAR, WARNING, ALLOWED),
    entry("late", "passed", BELOW),
    entry("new", "missing"),
    entry(
        "whole",
        "drifted",
        hit("", 0, "component-removed", "Loader", "class\nbase: Base"),
        kind="architecture",
    ),
    entry(
        "broken", "error", message="__etl_diagrams__/x.md: no drawing\n\nWrite it anew with: pytest"
    ),
    entry("same", "passed"),
    replace(
        entry("since", "passed"),
        base=Comparison(graph("since", "load"), "older\n", (BELOW,)),
    ),
)

CONTENTS = Contents(
    ENTRIES,
    ("z.md", "__etl_diagrams__/dags/old.py/dag.old.md"),
    (
        Problem("dags/b.py", 3, "too deep", fatal=False),
        Problem("dags/a.py", 7, "invalid syntax"),
    ),
    ".",
    "0.1.0",
    "warning",
    "origin/main",
    ("__etl_diagrams__/dags/left.py/dag.left.md",),
)
