"""Applying drifts to the old graph: shows that nothing is missing from a report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.notation import split_fact
from pytest_etl_diagram.model import Drift, Edge, Graph, Group, Node

if TYPE_CHECKING:
    from collections.abc import Iterable

EDGE = re.compile(r"(\w+) → (\w+): (\w+)(?:: (.*))?", re.DOTALL)
GROUP = re.compile(r"(.*) \((\w+)(?: in (\w+))?\)", re.DOTALL)

WHOLE_NODE = re.compile(r"[^\n]*\nrole: ")


@dataclass
class Stage:
    """A stage in full, as read from a before or after."""

    role: str = ""
    group: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    own: set[Edge] = field(default_factory=set)
    instead: set[Edge] = field(default_factory=set)


def unescape(line: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], line)


def read_edge(text: str) -> Edge:
    source, target, kind, label = EDGE.fullmatch(text).groups()
    return Edge(source, target, kind, label or "")


def read_stage(text: str) -> Stage:
    stage = Stage()
    for line in text.split("\n")[1:]:
        key, value = split_fact(unescape(line))
        if key == "fact":
            name, fact = split_fact(value)
            stage.facts[name] = fact
        elif key in ("edge", "instead"):
            (stage.own if key == "edge" else stage.instead).add(read_edge(value))
        else:
            setattr(stage, key, value)
    return stage


def is_stage(drift: Drift) -> bool:
    return bool(WHOLE_NODE.match(drift.before or drift.after))


def apply(old: Graph, drifts: Iterable[Drift]) -> Graph:
    """Return what the drifts make of the old graph (its nodes' facts sorted by name)."""
    drifts = list(drifts)
    gone = [d for d in drifts if is_stage(d) and d.before]
    came = [d for d in drifts if is_stage(d) and d.after]
    kept = [d for d in drifts if not is_stage(d)]

    nodes = {n.id: replace(n) for n in old.nodes if n.id not in {d.nodes[0] for d in gone}}
    edges = set(old.edges)
    for drift in gone:
        edges -= read_stage(drift.before).own
    for drift in came:
        edges -= read_stage(drift.after).instead

    new_ids = {d.nodes[-1]: d.nodes[0] for d in kept if renames(d)}
    nodes = {
        new_ids.get(n.id, n.id): replace(n, id=new_ids.get(n.id, n.id)) for n in nodes.values()
    }
    edges = {
        replace(e, source=new_ids.get(e.source, e.source), target=new_ids.get(e.target, e.target))
        for e in edges
    }

    groups, nodes = apply_groups(old.groups, nodes, drifts)
    for drift in kept:
        apply_to_node(nodes, drift)
    edges = apply_to_edges(edges, kept)
    for drift in gone:
        edges |= read_stage(drift.before).instead
    for drift in came:
        stage = read_stage(drift.after)
        nodes[drift.nodes[0]] = Node(
            drift.nodes[0], drift.subject, stage.role, stage.group, tuple(stage.facts.items())
        )
        edges |= stage.own
    whole = {"title": old.title, "kind": old.kind, "direction": old.direction}
    for drift in kept:
        key, value = split_fact(drift.after)
        if not drift.nodes and key in whole:
            whole[key] = value
    return Graph(
        groups=groups,
        nodes=tuple(replace(n, facts=tuple(sorted(n.facts))) for n in nodes.values()),
        edges=tuple(edges),
        **whole,
    )


def renames(drift: Drift) -> bool:
    if drift.rule == "layout-only":
        return drift.after.startswith("id: ")
    return drift.rule == "stage-renamed" and len(drift.nodes) > 1


def read_group(text: str) -> Group:
    name, group_id, parent = GROUP.fullmatch(text).groups()
    return Group(group_id, name, parent or "")


def apply_groups(old: tuple[Group, ...], nodes: dict[str, Node], drifts: list[Drift]):
    groups = {g.id: g for g in old}
    new_ids = {}
    changed = [d for d in drifts if d.rule == "group-changed"]
    for drift in drifts:
        if drift.rule in ("group-removed", "group-changed"):
            del groups[read_group(drift.before).id]
    for drift in changed:
        new_ids[read_group(drift.before).id] = read_group(drift.after).id
    groups = {g.id: replace(g, parent=new_ids.get(g.parent, g.parent)) for g in groups.values()}
    for drift in drifts:
        if drift.rule in ("group-added", "group-changed"):
            group = read_group(drift.after)
            groups[group.id] = group
    moved = {n.id: replace(n, group=new_ids.get(n.group, n.group)) for n in nodes.values()}
    return tuple(groups.values()), moved


def apply_to_node(nodes: dict[str, Node], drift: Drift) -> None:
    node = nodes.get(drift.nodes[0]) if drift.nodes else None
    if node is None or drift.rule.startswith(("dependency-", "group-", "layout-")):
        return
    if drift.rule == "asset-trigger-changed" and len(drift.nodes) > 1:
        return
    if drift.rule == "stage-renamed":
        name, inside, group = drift.after.partition(" (in ")
        node = replace(node, name=name)
        if inside:
            node = replace(node, group="" if group == "no group)" else group[:-1])
    elif drift.rule == "stage-moved":
        node = replace(node, group=split_fact(drift.after)[1])
    elif drift.rule == "role-changed":
        node = replace(node, role=split_fact(drift.after)[1])
    else:
        facts = dict(node.facts)
        if drift.before:
            name, value = split_fact(drift.before)
            assert facts.pop(name) == value
        if drift.after:
            name, value = split_fact(drift.after)
            facts[name] = value
        node = replace(node, facts=tuple(facts.items()))
    nodes[node.id] = node


def apply_to_edges(edges: set[Edge], drifts: list[Drift]) -> set[Edge]:
    lost, gained = set(), set()
    for drift in drifts:
        if len(drift.nodes) < 2 or not drift.rule.startswith(("dependency-", "asset-")):
            continue
        source, target = drift.nodes
        if drift.rule == "dependency-reversed":
            was = next(e for e in edges if (e.source, e.target) == (source, target))
            lost.add(was)
            gained.add(replace(was, source=target, target=source))
            continue
        for text, ties in ((drift.before, lost), (drift.after, gained)):
            if text:
                ties.add(Edge(source, target, *split_fact(text)))
    assert lost <= edges
    return (edges - lost) | gained
