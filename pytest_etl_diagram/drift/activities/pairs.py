"""Which node of the old activity is which of the new one.

Names are verbs and questions, so several nodes may have the same one. Those
are told apart by their facts and by what stands beside them, as are decisions,
handlers, loops and ends whose words changed: what stands at the same place is
the same one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.told import UNRESOLVED
from pytest_etl_diagram.drift.assignment import best_assignment
from pytest_etl_diagram.drift.likeness import fact_overlap, likeness, surroundings
from pytest_etl_diagram.drift.node_rules import sort_of
from pytest_etl_diagram.drift.pairing import MOST_CANDIDATES, Leftover, same

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.drift.likeness import Neighbour
    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Graph, Node

    Score = Callable[[Node, Node], float]

BY_PLACE = frozenset(
    {"raise", "outcome", "decision", "handler", "guard", "loop", "fork", "start", "note"}
)
"""What is known again by its place, whatever it is called."""

ENOUGH = 0.5
"""From this likeness on two nodes may be one."""


def pair(old: Graph, new: Graph, declared: NodePairs = ()) -> Pairing:
    """Pair the nodes of two activities (without the pictures of retries); `declared` come first."""
    left = Leftover(list(old.nodes), list(new.nodes))
    known = {*old.nodes, *new.nodes}
    left.take((one, other) for one, other in declared if {one, other} <= known)
    left.take(same(left, _named))
    left.take(same(left, lambda node: (_named(node), node.facts) if node.facts else None))
    while left.take(_beside_the_same(left, old, new)) or left.take(_alike(left, old, new)):
        pass
    left.take(_left_over(left))
    left.take(same(left, _class_called))
    left.take(same(left, lambda node: (_named(node), node.id)))
    while left.take(_renamed(left, old, new)) or left.take(_at_the_same_place(left, old, new)):
        pass
    return left.pairing()


def _named(node: Node) -> Hashable:
    return sort_of(node), node.name


def _class_called(node: Node) -> Hashable:
    """Know a step of a class again that isn't found any more, whatever it seems to do."""
    component = node.fact("component")
    return (node.name, component.removesuffix(UNRESOLVED).rstrip()) if component else None


def _beside_the_same(left: Leftover, old: Graph, new: Graph) -> list[tuple[Node, Node]]:
    """Pair nodes of the same name that alone stand beside the same others, in both graphs."""
    found: list[dict[Hashable, list[Node]]] = []
    for nodes, beside in zip(
        (left.removed, left.added), _neighbours(left, old, new, frozenset()), strict=True
    ):
        by_key: dict[Hashable, list[Node]] = {}
        for node in nodes:
            if around := beside.get(node.id):
                by_key.setdefault((_named(node), frozenset(around)), []).append(node)
        found.append(by_key)
    was, is_now = found
    return [
        (was[key][0], is_now[key][0])
        for key in was
        if len(was[key]) == len(is_now.get(key, ())) == 1
    ]


def _alike(left: Leftover, old: Graph, new: Graph) -> list[tuple[Node, Node]]:
    """Pair nodes of the same name by their facts and neighbours."""
    was, is_now = _neighbours(left, old, new, frozenset())
    facts = surroundings(old, new, {}).fact_counts

    def score(one: Node, other: Node) -> float:
        shares = [_share(was.get(one.id, set()), is_now.get(other.id, set()))]
        if one.facts or other.facts:
            shares.append(fact_overlap(one, other, facts))
        found = sum(shares) / len(shares)
        return found if found >= ENOUGH else 0.0

    return list(_assigned(left, _named, score))


def _left_over(left: Leftover) -> list[tuple[Node, Node]]:
    """Pair nodes of the same name for which nothing else speaks: by id, then in their order."""

    def score(one: Node, other: Node) -> float:
        return 2.0 if one.id == other.id else 1.0

    return list(_assigned(left, _named, score))


def _renamed(left: Leftover, old: Graph, new: Graph) -> list[tuple[Node, Node]]:
    """Pair steps that look like one that is called by another name."""
    around = surroundings(old, new, {one.id: other.id for one, other in left.pairs})
    return list(_assigned(left, _step, lambda one, other: likeness(one, other, around)))


def _at_the_same_place(left: Leftover, old: Graph, new: Graph) -> list[tuple[Node, Node]]:
    """Pair what has another name and mostly the same neighbours, nodes without a partner aside.

    Of a raise only its very neighbours count: far from them it is another one.
    """
    removed = frozenset(node.id for node in left.removed)
    added = frozenset(node.id for node in left.added)
    near = _neighbours(left, old, new, frozenset())
    far = _neighbours(left, old, new, removed | added)

    def score(one: Node, other: Node) -> float:
        was, is_now = near if sort_of(one) == "raise" else far
        found = _share(was.get(one.id, set()), is_now.get(other.id, set()))
        return found if found >= ENOUGH else 0.0

    return list(_assigned(left, _placed, score))


def _step(node: Node) -> Hashable:
    return None if sort_of(node) in BY_PLACE else "step"


def _placed(node: Node) -> Hashable:
    return sort_of(node) if sort_of(node) in BY_PLACE else None


def _assigned(
    left: Leftover, key: Callable[[Node], Hashable], score: Score
) -> Iterator[tuple[Node, Node]]:
    """Pair the nodes of each key for the greatest score in all; those of key None stay alone."""
    by_key: dict[Hashable, tuple[list[Node], list[Node]]] = {}
    for place, nodes in enumerate((left.removed, left.added)):
        for node in nodes:
            by_key.setdefault(key(node), ([], []))[place].append(node)
    by_key.pop(None, None)
    for removed, added in by_key.values():
        if 0 < len(removed) * len(added) <= MOST_CANDIDATES:
            scores = [[score(one, other) for other in added] for one in removed]
            for row, column in best_assignment(scores):
                yield removed[row], added[column]


def _neighbours(
    left: Leftover, old: Graph, new: Graph, passing: frozenset[str]
) -> tuple[Mapping[str, set[Neighbour]], Mapping[str, set[Neighbour]]]:
    """Return the paired nodes beside each node of both graphs, looking through `passing` ones."""
    new_ids = {one.id: other.id for one, other in left.pairs}
    return (
        _beside(old, new_ids, passing),
        _beside(new, {new_id: new_id for new_id in new_ids.values()}, passing),
    )


def _beside(
    graph: Graph, known: Mapping[str, str], passing: frozenset[str]
) -> dict[str, set[Neighbour]]:
    """Return the known neighbours of each other node; of a guard also what it guards."""
    ahead, back = _steps(graph)
    inside: dict[str, list[str]] = {}
    for node in graph.nodes:
        if node.id in known:
            inside.setdefault(node.group, []).append(known[node.id])
    return {
        node.id: {
            *(("after", known[other]) for other in _known(node.id, ahead, known, passing)),
            *(("before", known[other]) for other in _known(node.id, back, known, passing)),
            *(("inside", held) for held in inside.get(node.group, ()) if node.role == "guard"),
        }
        for node in graph.nodes
        if node.id not in known
    }


def _steps(graph: Graph) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    ahead: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for edge in graph.edges:
        ahead.setdefault(edge.source, []).append(edge.target)
        back.setdefault(edge.target, []).append(edge.source)
    return ahead, back


def _known(
    start: str, steps: Mapping[str, list[str]], known: Mapping[str, str], passing: frozenset[str]
) -> Iterable[str]:
    seen: set[str] = set()
    rest = list(steps.get(start, ()))
    while rest:
        here = rest.pop()
        if here in seen:
            continue
        seen.add(here)
        if here in known:
            yield here
        elif here in passing:
            rest.extend(steps.get(here, ()))


def _share(was: set[Neighbour], is_now: set[Neighbour]) -> float:
    """Return the common share of two sets of neighbours, 0 where there are none."""
    return len(was & is_now) / len(was | is_now) if was | is_now else 0.0
