"""What the plugin says of a file, as views."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .schedules import from_text, seconds
from .views import Dag, Schedule, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_etl_diagram.diagrams.reading import Reading
    from pytest_etl_diagram.model import Diagram, Graph, Node, Place

UPSTREAM = {"depends", "conditional"}


def dags(
    reading: Reading, line_of: Callable[[Place], int], group_ids: Iterable[str] = ()
) -> list[Dag]:
    """Return the DAGs of a reading; `group_ids` are the full ids that groups may have."""
    known = tuple(group_ids)
    return [_dag(d, line_of, known) for d in reading.diagrams if d.kind == "dag"]


def _dag(diagram: Diagram, line_of: Callable[[Place], int], known: tuple[str, ...]) -> Dag:
    graph = diagram.graph
    names = {node.id: node.name for node in graph.nodes if node.fact("operator") is not None}
    places = dict(diagram.places)
    groups = _groups(graph, known)
    upstream: dict[str, set[str]] = {name: set() for name in names.values()}
    for edge in graph.edges:
        if edge.kind in UPSTREAM and edge.source in names and edge.target in names:
            upstream[names[edge.target]].add(names[edge.source])
    tasks = {
        node.name: Task(
            name=node.name,
            upstream=frozenset(upstream[node.name]),
            settings=_settings(node, groups),
            line=line_of(places[node.id]) if node.id in places else 0,
        )
        for node in graph.nodes
        if node.id in names
    }
    schedule, catchup = _when(graph)
    return Dag(
        name=diagram.name,
        tasks=tasks,
        groups={groups[g.id]: groups.get(g.parent, "") for g in graph.groups},
        schedule=schedule,
        catchup=catchup,
        line=line_of(places[""]) if "" in places else 0,
    )


def _settings(node: Node, groups: dict[str, str]) -> dict[str, object]:
    facts = dict(node.facts)
    settings: dict[str, object] = {
        "operator": facts.get("operator", ""),
        "mapped": "mapped" in facts,
        "setup": "setup" in facts,
        "teardown": "teardown" in facts,
        "group": groups.get(node.group, ""),
    }
    if "trigger_rule" in facts:
        settings["trigger_rule"] = facts["trigger_rule"]
    if "retries" in facts:
        retries = facts["retries"]
        settings["retries"] = int(retries) if retries.isdigit() else retries
    if "retry_delay" in facts:
        delay = seconds(facts["retry_delay"])
        settings["retry_delay"] = facts["retry_delay"] if delay is None else delay
    return settings


def _groups(graph: Graph, known: tuple[str, ...]) -> dict[str, str]:
    """Map our group ids to Airflow's, which a drawing's ids and names only hint at."""
    by_id = {f"g_{re.sub(r'[^A-Za-z0-9_]', '_', name)}": name for name in known}
    parents = {group.id: group.parent for group in graph.groups}
    names = {group.id: group.name for group in graph.groups}
    found: dict[str, str] = {}
    for group in graph.groups:
        path, at = [group.name], parents[group.id]
        while at in names and len(path) <= len(names):
            path.insert(0, names[at])
            at = parents[at]
        spellings = (group.name, ".".join(path), by_id.get(group.id, ""))
        found[group.id] = next((s for s in spellings if s in known), group.name)
    return found


def _when(graph: Graph) -> tuple[Schedule, bool]:
    facts: dict[str, str] = {}
    for node in graph.nodes:
        if node.role == "schedule":
            facts |= dict(node.facts)
    assets = tuple(
        frozenset((node.name, *(value for _, value in node.facts)))
        for node in graph.nodes
        if node.role == "asset" and any(e.source == node.id for e in graph.edges)
    )
    schedule = from_text(facts.get("schedule", ""))
    if assets:
        schedule = Schedule("asset", facts.get("schedule", ""), assets)
    return schedule, facts.get("catchup", "False") == "True"
