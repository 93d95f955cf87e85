from __future__ import annotations

import pytest
from hypothesis import given, settings

from pytest_etl_diagram.mermaid.theme import STANDARD_ROLES
from pytest_etl_diagram.mermaid.writing import write
from pytest_etl_diagram.model import (
    EDGE_KINDS,
    FRAME_KINDS,
    ROLES,
    Edge,
    Frame,
    Graph,
    Group,
    Message,
    Node,
    Section,
)
from tests.mermaid.graphs import MANY_SECTIONS, TRAPS, graphs, sequences
from tests.mermaid.real import MermaidError, meant, understood


@pytest.mark.parametrize("trap", TRAPS)
def test_mermaid_understands_a_trap_wherever_text_may_stand(trap: str) -> None:
    nodes = (
        Node("t_style", trap, "transform", "g_a", (("operator", trap), ("x", trap))),
        Node("t_b", "b", "unknown", "", ((trap, trap), (f"style:{trap}", f"x{trap}x"))),
        Node("s_c", f"x{trap}", "schedule", "", ((f"x{trap}", "1"),)),
    )
    graph = Graph(
        "dag", trap, "LR", (Group("g_a", trap),), nodes, (Edge("t_b", "s_c", "triggers", trap),)
    )
    assert understood(write(graph)) == meant(graph)


@pytest.mark.parametrize("trap", TRAPS)
def test_mermaid_understands_a_trap_wherever_a_sequence_has_text(trap: str) -> None:
    nodes = (
        Node("c_style", trap, "component", facts=((trap, trap), (f"style:{trap}", f"x{trap}"))),
        Node("c_end", trap, "load", facts=(("operator", trap), ("x", trap))),
        Node("x_a", f"x{trap}", "start"),
    )
    texts = (trap, f"x{trap}", f"{trap}x", f"style:{trap}")
    messages = tuple(
        Message(ends[0], ends[-1], text, kind)
        for text in texts
        for ends, kind in (
            (("c_style", "c_end"), "call"),
            (("c_end", "x_a"), "return"),
            (("x_a",), "note"),
        )
    )
    frames = tuple(
        Frame(kind, tuple(Section(text, messages[:1]) for text in texts[:sections]))
        for kind in FRAME_KINDS
        for sections in ((1, 4) if kind in MANY_SECTIONS else (1,))
    )
    graph = Graph("sequence", trap, nodes=nodes, sequence=(*messages, *frames))
    assert understood(write(graph)) == meant(graph)


@given(sequences())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_mermaid_understands_every_sequence_as_meant(graph: Graph) -> None:
    assert understood(write(graph)) == meant(graph)


def test_mermaid_draws_every_role_and_kind_of_edge_in_its_own_look() -> None:
    nodes = tuple(Node(f"x_{role}", role, role, facts=(("k", "v"),)) for role in ROLES)
    edges = tuple(
        Edge("x_start", target, kind, label)
        for kind in EDGE_KINDS
        for target in ("x_other", "x_start")
        for label in ("", "Yes")
    )
    for kind in (*STANDARD_ROLES, "dag", "pipeline"):
        graph = Graph(kind, "all", nodes=nodes, edges=edges)
        assert understood(write(graph)) == meant(graph)
        assert not understood(write(graph)).undefined_classes


@given(graphs())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_mermaid_understands_every_graph_as_meant(graph: Graph) -> None:
    assert understood(write(graph)) == meant(graph)


def test_a_text_that_mermaid_refuses_is_an_error_with_its_words() -> None:
    with pytest.raises(MermaidError, match="Parse error"):
        understood('flowchart LR\n    a["""]\n')
