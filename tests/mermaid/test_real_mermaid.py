from __future__ import annotations

import pytest
from hypothesis import given, settings

from pytest_etl_diagram.mermaid import write
from pytest_etl_diagram.model import Edge, Graph, Group, Node
from tests.mermaid.graphs import TRAPS, graphs
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


@given(graphs())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_mermaid_understands_every_graph_as_meant(graph: Graph) -> None:
    assert understood(write(graph)) == meant(graph)


def test_a_text_that_mermaid_refuses_is_an_error_with_its_words() -> None:
    with pytest.raises(MermaidError, match="Parse error"):
        understood('flowchart LR\n    a["""]\n')
