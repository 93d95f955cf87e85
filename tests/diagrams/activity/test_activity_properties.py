"""Whatever the flow: the drawing is valid, all of it is reached, and all of it leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_etl_diagram.diagrams.activity import diagram
from pytest_etl_diagram.flows.tree import Arm, Branch, Flow, Handler, Step, Try
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.writing import write
from tests.diagrams.flow_strategies import blocks, flows, surroundings
from tests.mermaid.real import meant, understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.model import Graph, Node

slow = settings(
    deadline=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def reached(graph: Graph) -> set[str]:
    seen, waiting = {"x_start"}, ["x_start"]
    while waiting:
        here = waiting.pop()
        new = {edge.target for edge in graph.edges if edge.source == here} - seen
        seen |= new
        waiting += new
    return seen


def is_outcome(node: Node) -> bool:
    raised = node.role == "error" and node.name.startswith("raise")
    return node.role == "outcome" or (raised and "inside" not in node.id)


def answers(graph: Graph, node: Node) -> set[str]:
    """Return the answers on a decision's ways, without what a finally adds to them."""
    return {edge.label.partition(",")[0] for edge in graph.edges if edge.source == node.id}


COMPLETE = ({"Yes", "No"}, {"csv", "json", "otherwise"}, {"csv", "otherwise"})

RULES: dict[str, Callable[[Graph, dict[str, str]], Iterator[Any]]] = {
    "every node is reached from the start": lambda graph, _: (
        node for node in graph.nodes if node.id not in reached(graph)
    ),
    "outcomes end the flow, and nothing else does": lambda graph, _: (
        node
        for node in graph.nodes
        if is_outcome(node) is any(edge.source == node.id for edge in graph.edges)
    ),
    "nothing leads back to the start": lambda graph, _: (
        edge for edge in graph.edges if edge.target == "x_start"
    ),
    "a decision has a way for every answer": lambda graph, _: (
        node
        for node in graph.nodes
        if node.role == "decision" and answers(graph, node) not in COMPLETE
    ),
    "a handler is come to by exceptions only": lambda graph, roles: (
        edge for edge in graph.edges if roles[edge.target] == "handler" and edge.kind != "raises"
    ),
    "the body of a loop leads back to its head": lambda graph, roles: (
        edge
        for edge in graph.edges
        if edge.kind == "repeats"
        and roles[edge.source] not in ("retry", "wait", "error")
        and roles[edge.target] != "loop"
    ),
    "a box holds a node": lambda graph, _: (
        group
        for group in graph.groups
        if group.id not in {node.group for node in graph.nodes} | {g.parent for g in graph.groups}
    ),
}


@given(flow=flows, notes=st.booleans())
@slow
def test_every_drawing_is_a_sound_flow_chart(flow, notes):
    made = diagram(flow, notes=notes)
    roles = {node.id: node.role for node in made.graph.nodes}
    broken = {rule: [*find(made.graph, roles)] for rule, find in RULES.items()}
    assert {rule: found for rule, found in broken.items() if found} == {}
    assert {name.partition("#")[0] for name, _ in made.places} <= {"", *roles}
    assert read(write(made.graph)) == made.graph


@given(flow=flows)
@settings(parent=slow, max_examples=30)
def test_mermaid_understands_every_drawing(flow):
    graph = diagram(flow).graph
    assert understood(write(graph)) == meant(graph)


def drawn(block: Any) -> list[str]:
    return write(diagram(Flow("main", "etl.py", block)).graph).splitlines()


def changed(before: list[str], after: list[str]) -> tuple[int, int]:
    """Return how many lines are new, and how many gone."""
    return len(set(after) - set(before)), len(set(before) - set(after))


FIRST, NEW, LAST = Step(1, "first_step"), Step(2, "new_step"), Step(3, "last_step")


@given(data=st.data())
@slow
def test_a_step_between_two_others_changes_four_lines(data):
    old = data.draw(surroundings((FIRST, LAST)))
    new = _replaced(old, (FIRST, LAST), (FIRST, NEW, LAST))
    before, after = drawn(old), drawn(new)
    if any("x_first_step" in line for line in before):
        assert changed(before, after) == (3, 1)
    else:
        assert before == after


@given(data=st.data())
@slow
def test_a_new_handler_renames_nothing(data):
    step = Step(1, "guarded_step")
    handlers = (Handler(("KeyError",), (Step(2, "recover"),)),)
    one = (Try((step,), handlers),)
    two = (Try((step,), (*handlers, Handler(("LookupError",), ()))),)
    old = data.draw(surroundings(one))
    ids_before, ids_after = _ids(old), _ids(_replaced(old, one, two))
    assert ids_before <= ids_after
    assert len(ids_after) - len(ids_before) in (0, 1)


@given(behind=blocks(2))
@slow
def test_a_new_decision_renames_nothing(behind):
    before = (FIRST, *behind)
    after = (*before[:1], Branch("new", (Arm("Yes", (NEW,)),)), *before[1:])
    assert _ids(before) <= _ids(after)


def _ids(block: Any) -> set[str]:
    return {node.id for node in diagram(Flow("main", "etl.py", block)).graph.nodes}


def _replaced(tree: Any, old: Any, new: Any) -> Any:
    """Return a flow's tree with the block `old` replaced wherever it stands."""
    if isinstance(tree, tuple):
        for at in range(len(tree) - len(old) + 1):
            if tree[at : at + len(old)] == old:
                return (*tree[:at], *new, *tree[at + len(old) :])
        return tuple(_replaced(part, old, new) for part in tree)
    if hasattr(tree, "__dataclass_fields__"):
        parts = {name: getattr(tree, name) for name in tree.__dataclass_fields__}
        return type(tree)(**{name: _replaced(part, old, new) for name, part in parts.items()})
    return tree
