"""Applying drifts to the old graph: shows that nothing is missing from a report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.notation import carried, split_fact, told
from pytest_etl_diagram.model import Drift, Edge, Graph, Group, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EDGE = re.compile(r"(\w+) → (\w+): (\w+)(?:: (.*))?", re.DOTALL)
GROUP = re.compile(r"group (\w+)(?: in (\w+))?: (.*)", re.DOTALL)

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
    for line in told(text).split("\n")[1:]:
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
    return bool(WHOLE_NODE.match(told(drift.before) or told(drift.after)))


def apply(old: Graph, drifts: Iterable[Drift]) -> Graph:
    """Return what the drifts make of the old graph (its nodes' facts sorted by name)."""
    drifts = [d for drift in drifts for d in (drift, *echoes(drift))]
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
            drift.nodes[0], name_of(drift), stage.role, stage.group, tuple(stage.facts.items())
        )
        edges |= stage.own
    whole = {"title": old.title, "kind": old.kind, "direction": old.direction}
    for drift in kept:
        key, value = split_fact(told(drift.after))
        if not drift.nodes and key in whole:
            whole[key] = value
    return Graph(
        groups=groups,
        nodes=tuple(replace(n, facts=tuple(sorted(n.facts))) for n in nodes.values()),
        edges=tuple(edges),
        **whole,
    )


def echoes(drift: Drift) -> Iterator[Drift]:
    """Yield the drifts of which the lines that a drift carries tell."""
    if is_stage(drift) or drift.rule.startswith("group-"):
        return
    boxes = set()
    for side in ("before", "after"):
        lines = [LINE.fullmatch(line) for line in carried(getattr(drift, side))]
        for line in (line for line in lines if line and line["what"] == "box"):
            boxes.add((side, line["id"]))
            text = whole(line["id"], [other for other in lines if other])
            yield echo("stage", line["value"], (line["id"],), side, text)
        for line in filter(None, lines):
            if line["what"] in ("fact", "role") and (side, line["id"]) not in boxes:
                role = "role: " if line["what"] == "role" else ""
                rule = "role-changed" if role else "fact-changed"
                yield echo(rule, "", (line["id"],), side, role + line["value"])
            if line["what"] == "edge" and (side, line["id"]) not in boxes:
                edge = read_edge(f"{line['id']}{line['more']}: {line['value']}")
                text = f"{edge.kind}: {edge.label}" if edge.label else edge.kind
                yield echo("dependency-", "", (edge.source, edge.target), side, text)


LINE = re.compile(
    r"(?P<what>box|fact|role|edge) (?P<id>\w+)(?P<more> → \w+)?: (?P<value>.*)", re.DOTALL
)


def echo(rule: str, subject: str, nodes: tuple[str, ...], side: str, text: str) -> Drift:
    return Drift(rule, "info", subject, **{"before": "", "after": "", side: text}, nodes=nodes)


def whole(node_id: str, lines: list[re.Match[str]]) -> str:
    own = [line for line in lines if line["id"] == node_id]
    (role,) = (line["value"] for line in own if line["what"] == "role")
    edges = [f"{node_id}{line['more']}: {line['value']}" for line in own if line["more"]]
    return "\n".join(["", f"role: {role}", *(f"edge: {edge}" for edge in edges)])


def name_of(drift: Drift) -> str:
    """Return the name of a whole stage: of a pipeline's own settings a line says it."""
    return next((split_fact(line)[1] for line in carried(drift.after)), drift.subject)


def place(text: str) -> str:
    return "".join(split_fact(line)[1] for line in carried(text) if line.startswith("place "))


def renames(drift: Drift) -> bool:
    if drift.rule == "layout-only":
        return drift.after.startswith("id: ")
    return drift.rule == "stage-renamed" and len(drift.nodes) > 1


def read_group(text: str) -> Group:
    (line,) = carried(text)
    group_id, parent, name = GROUP.fullmatch(line).groups()
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
    if node is None or drift.rule.startswith(("dependency-", "group-")):
        return
    if drift.rule == "layout-only" and not drift.places:
        return
    if drift.rule == "asset-trigger-changed" and len(drift.nodes) > 1:
        return
    if drift.rule == "stage-renamed":
        name, inside, _ = told(drift.after).partition(" (in ")
        node = replace(node, name=name)
        if inside:
            node = replace(node, group=place(drift.after))
    elif drift.rule == "stage-moved":
        node = replace(node, group=place(drift.after))
    elif drift.rule == "role-changed":
        node = replace(node, role=split_fact(drift.after)[1])
    else:
        facts = dict(node.facts)
        before, after = told(drift.before), told(drift.after)
        if before:
            name, value = split_fact(before)
            assert facts.pop(name) == value
        if after:
            name, value = split_fact(after)
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
        for text, ties in ((told(drift.before), lost), (told(drift.after), gained)):
            if text:
                ties.add(Edge(source, target, *split_fact(text)))
    assert lost <= edges
    return (edges - lost) | gained
