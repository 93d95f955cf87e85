"""Graphs written as text, graphs at random, and what drifts make of a graph."""

from __future__ import annotations

import re
import shlex
import string
from dataclasses import replace

from drift_sequence_graphs import sequence
from hypothesis import strategies as st

from pytest_etl_diagram.drift.notation import split_fact
from pytest_etl_diagram.model import EDGE_KINDS, ROLES, Edge, Graph, Group, Node

ARROWS = {
    "->": "depends",
    "~>": "conditional",
    "=>": "triggers",
    "--x": "raises",
    "--->": "repeats",
    "===>": "data",
    "-..->": "implements",
    "--o": "holds",
    "-.-": "configures",
    "-.-o": "uses",
    "==o": "connects",
    "<-->": "routes",
    "<-.->": "monitors",
}
PREFIXES = {"schedule": "s_", "asset": "x_"}


def graph(text: str) -> Graph:
    """Read lines of a test's graph.

    title other                          (also `kind` and `direction`)
    group g in h
    a [load] {g}: retries: 3; pool: p    (role, group and facts are optional)
    a -> b | label                       (-> depends, ~> conditional, => triggers, …)
    a -> b -> c | label                  (the label is that of the first edge)
    'raise Empty' [error]                (a name with blanks)
    load#2 [load]                        (another stage called load)

    Text that begins with `sequence` is read by `drift_sequence_graphs`.
    """
    if text.startswith("sequence"):
        return sequence(text)
    whole = {"kind": "dag", "title": "sales", "direction": "LR"}
    groups, nodes, edges = [], {}, []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        words = shlex.split(line.partition(": ")[0].partition(" | ")[0])
        if words[0] in whole:
            whole[words[0]] = words[1]
        elif words[0] == "group":
            groups.append(_group(words[1:]))
        elif len(words) > 1 and words[1] in ARROWS:
            edges.extend(_edges(words, line.partition(" | ")[2]))
        else:
            nodes[words[0]] = _node(words, line.partition(": ")[2])
    return Graph(
        groups=tuple(groups),
        nodes=tuple(nodes.values()),
        edges=tuple(Edge(nodes[a].id, nodes[b].id, kind, label) for a, kind, b, label in edges),
        **whole,
    )


def _group(words: list[str]) -> Group:
    name = words[0]
    return Group(_group_id(name), name, _group_id(words[2]) if len(words) > 1 else "")


def _group_id(name: str) -> str:
    return "g_" + re.sub(r"\W", "_", name)


def _edges(words: list[str], label: str) -> list[tuple[str, str, str, str]]:
    ends = zip(words[::2], words[1::2], words[2::2], strict=False)
    return [
        (source, ARROWS[arrow], target, "" if place else label)
        for place, (source, arrow, target) in enumerate(ends)
    ]


def _node(words: list[str], facts: str) -> Node:
    role = next((word[1:-1] for word in words if word.startswith("[")), "other")
    group = next((_group_id(word[1:-1]) for word in words[1:] if word.startswith("{")), "")
    node_id = PREFIXES.get(role, "t_") + re.sub(r"\W", "_", words[0])
    name = words[0].partition("#")[0]
    return Node(node_id, name, role, group, tuple(split_fact(f) for f in facts.split("; ") if f))


NAMES = st.text(string.ascii_lowercase + ". →", min_size=1, max_size=3)
VALUES = st.sampled_from(
    [
        *("", "1", "3", "5m", "None", "True", "{var:x}", "a: b", "two\nlines\\n"),
        *("EmptyOperator", "all_done_setup_success"),
    ]
)
FACT_NAMES = st.sampled_from(
    [
        *("operator", "retries", "schedule", "timeout", "trigger_rule", "soft_fail", "owner"),
        *("component", "attempts", "on", "reads", "table", "raises", "swallows", "path"),
        *("image", "replicas", "volumes", "connections", "checks", "options.batch_size", "enabled"),
        *("callable", "conditional", "retry_delay", "teardown", "on_failure_callback"),
    ]
)
IDS = st.sampled_from(["t_a", "t_b", "t_c", "t_d", "t_e", "s_schedule"])
GROUP_IDS = st.sampled_from(["g_a", "g_b", "g_c"])


@st.composite
def graphs(draw: st.DrawFn, kinds: tuple[str, ...] = ("dag", "pipeline")) -> Graph:
    """Make a small graph out of so few names that two of them have much in common."""
    groups = draw(
        st.lists(
            st.builds(Group, GROUP_IDS, NAMES, st.just("") | GROUP_IDS),
            max_size=2,
            unique_by=lambda g: g.id,
        )
    )
    in_group = st.sampled_from(["", *(group.id for group in groups)])
    facts = st.lists(st.tuples(FACT_NAMES, VALUES), max_size=3, unique_by=lambda f: f[0])
    node = st.builds(
        Node,
        IDS,
        st.sampled_from(["a", "b", "c.a", "d.b", "load", "load_it"]),
        st.sampled_from(ROLES),
        in_group,
        facts.map(tuple),
    )
    nodes = draw(st.lists(node, max_size=5, unique_by=lambda n: n.id))
    ends = st.sampled_from([n.id for n in nodes]) if nodes else IDS
    edge = st.builds(Edge, ends, ends, st.sampled_from(EDGE_KINDS), st.sampled_from(["", "yes"]))
    edges = draw(st.lists(edge, max_size=6)) if nodes else []
    return Graph(
        draw(st.sampled_from(kinds)),
        draw(st.sampled_from(["sales", "events"])),
        draw(st.sampled_from(["LR", "TB"])),
        tuple(groups),
        tuple(nodes),
        tuple(edges),
    )


def comparable(one: Graph) -> Graph:
    """Sort each node's facts: where a new fact stands among the others is no drift."""
    return replace(one, nodes=tuple(replace(n, facts=tuple(sorted(n.facts))) for n in one.nodes))
