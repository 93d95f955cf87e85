"""A run with something of everything, and the page that the browser's tests open."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.mermaid.document import render
from pytest_etl_diagram.model import (
    Diagram,
    Edge,
    Frame,
    Graph,
    LocatedDrift,
    Message,
    Node,
    Place,
    Problem,
    Section,
)
from pytest_etl_diagram.model import Location as At
from pytest_etl_diagram.report.contents import Contents
from pytest_etl_diagram.report.entries import Comparison, Entry
from pytest_etl_diagram.report.places import gathered, located

HOSTILE = "</script><img src=x onerror=alert(1)>"
"""A name that would run in a page that takes it for markup."""

RETRIES = (("retries", "3"), ("retry_delay", "5m"))


def stage(name: str, role: str, *facts: tuple[str, str]) -> Node:
    return Node(f"t_{name}", name, role, facts=(("operator", "PythonOperator"), *facts))


def chain(title: str, *stages: Node) -> Graph:
    edges = (Edge(a.id, b.id) for a, b in pairwise(stages))
    return Graph("dag", title, nodes=stages, edges=tuple(edges))


EXTRACT = stage("extract_sales", "extract", *RETRIES)
CLEAN = stage("clean_sales", "transform", *RETRIES)
LOAD = stage("load_to_snowflake", "load", *RETRIES)
CHECK = stage("data_quality_checks", "validate", *RETRIES)
NOTIFY = stage("send_notification", "notify")

SALES = chain("daily_sales", EXTRACT, CLEAN, LOAD, CHECK, NOTIFY)


def with_facts(node: Node, **facts: str) -> Node:
    return replace(node, facts=tuple({**dict(node.facts), **facts}.items()))


def without_retries(node: Node) -> Node:
    return replace(node, facts=node.facts[:1])


SALES_NOW = chain("daily_sales", *(without_retries(n) for n in (EXTRACT, CLEAN, LOAD)), NOTIFY)
"""Three tasks without their retries, and no quality checks."""

CALLS = Graph(
    "sequence",
    "Sync.run",
    nodes=(Node("c_Sync", "Sync", "component"), Node("e_Kafka", "Kafka", "store")),
    sequence=(
        Message("c_Sync", "e_Kafka", "read events"),
        Frame("loop", (Section("for each event", (Message("e_Kafka", "c_Sync", "event"),)),)),
    ),
)


def entry_of(  # noqa: PLR0913 -- what a test wants to say of a diagram
    graph: Graph,
    status: str,
    *,
    source: str = "",
    old: Graph | None = None,
    base: Graph | None = None,
    allowed: str = "",
    message: str = "",
) -> Entry:
    """Make the entry of a diagram as a run does, from its graph of now and those of before."""
    source = source or f"dags/{graph.title}.py"
    places = tuple((n.id, Place(source, 10 + 4 * at)) for at, n in enumerate(graph.nodes))
    diagram = Diagram(graph.kind, graph.title, source, graph, (("", Place(source, 7)), *places))
    return Entry(
        f"{source}::{graph.kind}[{graph.title}]",
        graph.kind,
        graph.title,
        source,
        f"__etl_diagrams__/{source}/{graph.kind}.{graph.title}.md",
        status,
        graph,
        render(diagram),
        old and comparison(old, diagram, allowed),
        base and comparison(base, diagram, ""),
        message,
    )


def comparison(old: Graph, diagram: Diagram, allowed: str) -> Comparison:
    hits: tuple[LocatedDrift, ...] = located(
        diagram, compare(old, diagram.graph), lambda place: At(place.path, place.mark)
    )
    hits = tuple(
        replace(
            hit,
            allowed=allowed,
            drift=replace(hit.drift, pipelines=("weekly_report", "finance_export")),
        )
        for hit in hits
    )
    text = render(replace(diagram, graph=old))
    return Comparison(old, text, gathered(hits, diagram.kind))


def data_of(page: str) -> dict[str, Any]:
    """Return the data that a page holds."""
    (text,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page)
    data: dict[str, Any] = json.loads(text)
    return data


def mixed() -> Contents:
    """Return a run with a diagram of each status, a base revision, orphans and problems."""
    inventory = chain("inventory_sync", EXTRACT, LOAD)
    orders = chain("orders", EXTRACT, LOAD, NOTIFY)
    slower = chain("inventory_sync", EXTRACT, with_facts(LOAD, retries="1"))
    return Contents(
        (
            entry_of(orders, "passed"),
            entry_of(CALLS, "passed", source="streaming/sync.py"),
            entry_of(SALES_NOW, "drifted", old=SALES, base=SALES),
            entry_of(slower, "passed", old=inventory, allowed="the warehouse retries by itself"),
            entry_of(chain("returns", EXTRACT, CLEAN), "missing"),
            entry_of(
                chain("refunds", EXTRACT, CLEAN, LOAD),
                "passed",
                base=chain("refunds", EXTRACT, LOAD),
            ),
            entry_of(chain("legacy", LOAD), "error", message="legacy.md: format 9\n\nUpgrade it."),
            replace(entry_of(chain("fresh", LOAD), "updated"), is_new=True),
        ),
        orphans=("__etl_diagrams__/dags/old.py/dag.old.md",),
        problems=(Problem("dags/broken.py", 2, "invalid syntax"),),
        root=".",
        tool_version="0.1.0",
        base="main",
        gone=("__etl_diagrams__/dags/dropped.py/dag.dropped.md",),
    )


def hostile() -> Contents:
    """Return a run in which every text is an attack."""
    bad = Node("t_bad", HOSTILE, "load", facts=((HOSTILE, HOSTILE),))
    now = Graph("dag", HOSTILE, nodes=(bad, EXTRACT), edges=(Edge("t_bad", EXTRACT.id, "depends"),))
    before = Graph("dag", HOSTILE, nodes=(bad, LOAD, EXTRACT), edges=(Edge("t_bad", LOAD.id),))
    return Contents(
        (
            entry_of(now, "drifted", old=before, source=HOSTILE, allowed=HOSTILE),
            entry_of(chain("plain", LOAD), "error", message=HOSTILE),
        ),
        orphans=(HOSTILE,),
        problems=(Problem(HOSTILE, 1, HOSTILE),),
        root=HOSTILE,
        tool_version="0.1.0",
        base=HOSTILE,
        gone=(HOSTILE,),
        accept_command=HOSTILE,
    )
