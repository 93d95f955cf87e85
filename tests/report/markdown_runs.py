"""Whole runs to write Markdown reports of: (name, contents)."""

from __future__ import annotations

from dataclasses import replace

from report_cases import CASES, COMMAND, SNAPSHOT, SOURCE, locate, sales

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.mermaid.document import render
from pytest_etl_diagram.model import Diagram, Graph, LocatedDrift, Location, Node, Problem
from pytest_etl_diagram.report.contents import Contents
from pytest_etl_diagram.report.entries import Comparison, Entry
from pytest_etl_diagram.report.places import gathered, located

BY_NAME = {case.name: case for case in CASES}


def compared(old: Graph, diagram: Diagram, reasons: dict[str, str] | None = None) -> Comparison:
    """Compare as a run does; drifts of the rules in `reasons` are allowed for these reasons."""
    text = render(replace(diagram, graph=old, name=old.title))
    hits = located(diagram, compare(old, diagram.graph), locate)
    allowed = tuple(replace(h, allowed=(reasons or {}).get(h.drift.rule, "")) for h in hits)
    return Comparison(old, text, gathered(allowed, diagram.kind))


def drifted(name: str, status: str = "drifted", **reasons: str) -> Entry:
    """Return the entry of a case of `report_cases`."""
    case = BY_NAME[name]
    by_rule = {rule.replace("_", "-"): reason for rule, reason in reasons.items()}
    comparison = compared(sales(), case.diagram, by_rule)
    return entry(name, status, case.diagram, comparison)


def entry(name: str, status: str, diagram: Diagram, committed: Comparison | None = None) -> Entry:
    path = f"dags/{name}.py"
    return Entry(
        f"{path}::{diagram.kind}[{name}]",
        diagram.kind,
        name,
        path,
        SNAPSHOT.replace(SOURCE, path),
        status,
        diagram.graph,
        render(diagram),
        committed,
    )


def passed(*names: str) -> tuple[Entry, ...]:
    return tuple(entry(name, "passed", BY_NAME["stages_swapped"].diagram) for name in names)


def run(*entries: Entry, **more) -> Contents:
    more = {"orphans": (), "problems": (), "accept_command": COMMAND, **more}
    return Contents(entries=entries, root=".", tool_version="0.1.0", **more)


BROKEN = Entry(
    "dags/bad.py::problems",
    "dag",
    "bad",
    "dags/bad.py",
    "",
    "error",
    message="bad.md: line 3: an unresolved merge conflict;\nkeep either side",
)
MISSING = replace(passed("new_orders")[0], status="missing")
SINCE = replace(
    passed("accepted")[0],
    base=compared(sales(), BY_NAME["quality_check_removed"].diagram),
    graph=BY_NAME["quality_check_removed"].now,
)


def written_differently() -> Entry:
    one = passed("old_layout")[0]
    assert one.graph
    text = one.drawing.replace("# Airflow DAG", "#  Airflow DAG")
    return replace(one, status="drifted", committed=Comparison(one.graph, text))


TRICKS = (
    "a|b `c` ```", "@data-team", "#12", "<script>", "](x)", "</details>", "a\nb", "&amp;",
    "https://x.y", "\u202e", "\x1b[31m", "", " ", "_x_ *y* ~z~", "```", "||", "\\|", "-->",
    "\ud800",
)  # fmt: skip


def hostile() -> Contents:
    """Return a run in which every name, value, path and text is a trick."""
    entries = []
    for number, trick in enumerate(TRICKS):
        drawable = trick.replace("\ud800", "\ufffd")
        old, new = (
            Graph(
                "dag",
                drawable,
                nodes=(
                    Node("t_a", drawable, "load", "", (("retries", "3"), (drawable, value))),
                    Node("t_b", f"{drawable}b", "load", "", (("on_failure_callback", drawable),)),
                )[:count],
            )
            for count, value in ((2, drawable), (1, f"{drawable}!"))
        )
        diagram = Diagram("dag", drawable, f"{drawable}.py", new)
        told = compared(old, diagram)
        hits = tuple(
            LocatedDrift(h.drift, Location(f"{trick}.py", 3), trick if place % 2 else "", h.parts)
            for place, h in enumerate(told.drifts)
        )
        status = ("drifted", "passed", "missing", "error")[number % 4]
        entries.append(
            Entry(
                f"{trick}::{number}",
                "dag",
                trick,
                f"{trick}.py",
                f"{trick}.md",
                status,
                new,
                render(diagram),
                replace(told, drifts=hits, snapshot=trick),
                replace(told, text=f"{told.text}\n"),
                trick,
                is_new=True,
            )
        )
    problems = tuple(Problem(trick, 3, trick) for trick in TRICKS)
    return run(
        *entries, orphans=TRICKS, problems=problems, gone=TRICKS, base=TRICKS[0], fail_on="warning",
        accept_command=TRICKS[0],
    )  # fmt: skip


RUNS = {
    "all_passed": run(*passed("a", "b", "c")),
    "nothing_compared": run(),
    "one_drifted": run(drifted("quality_check_removed"), *passed("a", "b")),
    "several": run(
        drifted("retries_removed_everywhere"),
        drifted("stage_inserted", quality_check_removed="x"),
        drifted("stage_renamed_with_fewer_retries"),
        written_differently(),
        BROKEN,
        MISSING,
        *passed("a", "b"),
        orphans=("__etl_diagrams__/old.md",),
        problems=(
            Problem("dags/deep.py", 7, "nested too deeply to be read", fatal=False),
            Problem("dags/bad.py", 3, "invalid syntax"),
        ),
    ),
    "allowed_and_below": run(
        drifted(
            "trigger_rule_and_timeout", "passed", timeout_changed="the sensor waits, see @data-team"
        ),
        drifted("stage_inserted", "passed"),
        fail_on="breaking",
    ),
    "since_a_base": run(
        SINCE,
        *passed("a"),
        base="origin/main",
        gone=("__etl_diagrams__/dags/gone.py/dag.gone.md",),
    ),
    "updated": run(replace(passed("a")[0], status="updated"), *passed("b")),
}
