"""Graphs of any size, in the shapes that big pipelines have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Edge, Graph, Group, Node
from tests.benchmarks.loads import chain, dense, wide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GROUP = 5
"""Tasks in a group, where there are groups."""


def unconnected(_tasks: int) -> Iterator[tuple[int, int]]:
    """No task waits for another one."""
    return iter(())


SHAPES: dict[str, Callable[[int], Iterator[tuple[int, int]]]] = {
    "chain": chain,
    "wide": wide,
    "dense": dense,
    "unconnected": unconnected,
}


def graph(tasks: int, shape: str = "chain", name: str = "t", retries: str = "2") -> Graph:
    """Return a DAG of so many tasks, called by `name` and a number."""
    names = [f"{name}{number:04}" for number in range(tasks)]
    facts = (("operator", "BashOperator"), ("retries", retries))
    nodes = tuple(Node(f"t_{each}", each, "transform", "", facts) for each in names)
    edges = (Edge(nodes[a].id, nodes[b].id) for a, b in SHAPES[shape](tasks))
    return Graph("dag", "big", nodes=nodes, edges=tuple(edges))


def grouped(tasks: int) -> Graph:
    """Return a chain of tasks in small groups side by side."""
    plain = graph(tasks)
    nodes = tuple(
        replace(node, group=f"g_{number // GROUP:04}") for number, node in enumerate(plain.nodes)
    )
    groups = {Group(node.group, node.group) for node in nodes}
    return replace(plain, nodes=nodes, groups=tuple(groups))


def without_retries(whole: Graph, at: int) -> Graph:
    """Return a graph whose task at a place has lost its retries."""
    changed = replace(whole.nodes[at], facts=whole.nodes[at].facts[:1])
    return replace(whole, nodes=(*whole.nodes[:at], changed, *whole.nodes[at + 1 :]))
