"""Hypothesis strategies: graphs and diagrams with hostile text."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pytest_etl_diagram.model import (
    EDGE_KINDS,
    FRAME_KINDS,
    ROLES,
    Diagram,
    Edge,
    Frame,
    Graph,
    Group,
    Message,
    Node,
    Section,
)

TRAPS = (
    "", " ", "  ", "\n", "\r", "\t", "<br/>", '"', "#", "#quot;", "#35;", "&amp;", "&", ";",
    ":", ": ", "::", "|", "`", "```", "\\", "\\n", "~", "~~~", "_", "__", "__init__", "*", "**",
    "* * *", "*/5", "1. x", "- x", "+ x", "> x", "= x", "http://x.y", "www.x", "a@b", "@task",
    "$$", "fa:fa-car", "%%", "%%{init}%%", "](", "][", "]:", "style", "classDef", "style:#",
    "direction TB", "direction", " LR", "end", "subgraph", "-->", ":::x", "operator", "name",
    "\u202e", "\u200f", "\u3164", "e" + "\u0301" * 9, "\ud800", "\u2028", "\u00a0", "\x00",
    "\x1b", "\x85", "\ufffe", "\u2426", "\u24261b;",
    "wrap:", "nowrap:", "wrap: 1", "«load»", "«load»<br/>", "»", "loop", "alt x", "else", "and",
    "Note over a: b", "->>", "-->>", "+", "participant", "as", " as b", "links", "()", "{}", "box",
    "@{ x: y }", "a,b", "goes on in 1 open frame",
    "\ufb02\u00b0\u00b035\u00b6\u00df", "\ufb02", "é_", "数据", "👨‍👩‍👧", "Airflow DAG",
    "Activity of", "Activity", " diagram", "Pipeline", "Lineage of", "<<<<<<<", "x" * 90,
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(["load", "retries", "3", "a b"]),
    st.lists(st.sampled_from(TRAPS), max_size=4).map("".join),
    st.text(st.characters(), max_size=8),
)


kinds = st.one_of(
    st.sampled_from(["dag", "activity", "architecture", "pipeline", "deployment", "lineage"]), texts
)


facts = st.lists(
    st.tuples(st.one_of(st.just("operator"), texts), texts),
    max_size=3,
    unique_by=lambda fact: fact[0],
).map(tuple)


@st.composite
def graphs(draw: Any, most_nodes: int = 6) -> Graph:
    groups: list[Group] = []
    for number in range(draw(st.integers(0, 3))):
        parent = draw(st.sampled_from(["", *(group.id for group in groups)]))
        groups.append(Group(f"g_{number}", draw(texts), parent))
    inside = st.sampled_from(["", *(group.id for group in groups)])
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
        draw(kinds.filter(lambda kind: kind != "sequence")),
        draw(texts),
        draw(st.sampled_from(["LR", "TB", "TD", "BT", "RL"])),
        tuple(groups),
        tuple(nodes),
        tuple(draw(st.lists(edges, max_size=8)) if nodes else ()),
    )


def _bodies(ids: list[str]) -> st.SearchStrategy[Any]:
    ends = st.sampled_from(ids)
    arrows = st.builds(Message, ends, ends, texts, st.sampled_from(["call", "return"]))
    notes = st.builds(lambda who, text: Message(who, who, text, "note"), ends, texts)

    def framed(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        body = st.lists(parts, min_size=1, max_size=3).map(tuple)
        sections = st.lists(st.builds(Section, texts, body), min_size=1, max_size=3).map(tuple)
        return st.builds(
            lambda kind, all_: Frame(kind, all_ if kind in MANY_SECTIONS else all_[:1]),
            st.sampled_from(FRAME_KINDS),
            sections,
        )

    parts = st.recursive(st.one_of(arrows, arrows, notes), framed, max_leaves=8)
    return st.lists(parts, max_size=6).map(tuple)


MANY_SECTIONS = ("alt", "par", "critical")


@st.composite
def sequences(draw: Any) -> Graph:
    prefixes = draw(st.lists(st.sampled_from("cex"), max_size=4))
    ids = [f"{prefix}_{number}" for number, prefix in enumerate(prefixes)]
    roles = st.one_of(st.sampled_from(["component", "start"]), st.sampled_from(ROLES))
    nodes = tuple(Node(each, draw(texts), draw(roles), facts=draw(facts)) for each in ids)
    body = draw(_bodies(ids)) if ids else ()
    kind = draw(st.one_of(st.just("sequence"), kinds)) if body else "sequence"
    return Graph(kind, draw(texts), nodes=nodes, sequence=body)


diagrams = st.builds(
    Diagram,
    kinds,
    texts,
    texts,
    st.one_of(graphs(), sequences()),
)
