"""Hypothesis strategies: graphs and diagrams with hostile text."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pytest_etl_diagram.model import EDGE_KINDS, ROLES, Diagram, Edge, Graph, Group, Node

TRAPS = (
    "", " ", "  ", "\n", "\r", "\t", "<br/>", '"', "#", "#quot;", "#35;", "&amp;", "&", ";",
    ":", ": ", "::", "|", "`", "```", "\\", "\\n", "~", "~~~", "_", "__", "__init__", "*", "**",
    "* * *", "*/5", "1. x", "- x", "+ x", "> x", "= x", "http://x.y", "www.x", "a@b", "@task",
    "$$", "fa:fa-car", "%%", "%%{init}%%", "](", "][", "]:", "style", "classDef", "style:#",
    "direction TB", "direction", " LR", "end", "subgraph", "-->", ":::x", "operator", "name",
    "\u202e", "\u200f", "\u2028", "\u00a0", "\x00", "\x1b", "\x85", "\ufffe", "\u2426", "\u24261b;",
    "\ufb02\u00b0\u00b035\u00b6\u00df", "\ufb02", "é_", "数据", "👨‍👩‍👧", "Airflow DAG",
    " diagram", "<<<<<<<", "x" * 90,
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(["load", "retries", "3", "a b"]),
    st.lists(st.sampled_from(TRAPS), max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)


@st.composite
def graphs(draw: Any, most_nodes: int = 6) -> Graph:
    groups: list[Group] = []
    for number in range(draw(st.integers(0, 3))):
        parent = draw(st.sampled_from(["", *(group.id for group in groups)]))
        groups.append(Group(f"g_{number}", draw(texts), parent))
    inside = st.sampled_from(["", *(group.id for group in groups)])
    facts = st.lists(
        st.tuples(st.one_of(st.just("operator"), texts), texts),
        max_size=3,
        unique_by=lambda fact: fact[0],
    ).map(tuple)
    nodes = [
        Node(
            f"{prefix}_{number}",
            draw(texts),
            draw(st.sampled_from(ROLES)),
            draw(inside),
            draw(facts),
        )
        for number, prefix in enumerate(
            draw(st.lists(st.sampled_from("tscx"), max_size=most_nodes))
        )
    ]
    ends = st.sampled_from([node.id for node in nodes] or [""])
    edges = st.builds(Edge, ends, ends, st.sampled_from(EDGE_KINDS), texts)
    return Graph(
        draw(st.one_of(st.just("dag"), texts)),
        draw(texts),
        draw(st.sampled_from(["LR", "TB", "TD", "BT", "RL"])),
        tuple(groups),
        tuple(nodes),
        tuple(draw(st.lists(edges, max_size=8)) if nodes else ()),
    )


diagrams = st.builds(Diagram, st.one_of(st.just("dag"), texts), texts, texts, graphs())
