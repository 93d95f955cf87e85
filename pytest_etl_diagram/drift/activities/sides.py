"""The two activities that are compared, brought to common ids, and the edges in which they differ.

An edge has its counterpart in the other graph also where that one has a way
through nodes of its own: `a → x → b` with a new `x` stands for `a → b`. So a
step that came or went takes its edges with it, whatever they are labelled.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pytest_etl_diagram.drift.node_rules import STEPS, sort_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pytest_etl_diagram.drift.activities.pictures import Plain
    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Edge, Graph, Group, Node

AFTER = "after "
"""How the label of an edge begins on which something goes on behind a `finally`."""

ENDS = frozenset({"raise", "outcome"})
"""Sorts of nodes at which a run ends, unless somebody catches the raise."""

LABELLED = frozenset({"decision", "loop"})
"""Roles of nodes whose edges' labels say when they are taken."""


class Tie(NamedTuple):
    """An edge with its ends in common ids; `drawn` ones go through the picture of a retry."""

    source: str
    target: str
    kind: str
    label: str
    drawn: bool = False


@dataclass(frozen=True)
class Side:
    """One of the two activities.

    Nodes that both have are known by their id in the new one (the common id);
    `alone` are those that the other doesn't have. Ties go past guards, which do
    nothing themselves; `passed` are the ties into guards and from them into
    what they guard. Not slotted: what is worked out once is kept in it.
    """

    graph: Graph
    nodes: Mapping[str, Node]
    ties: tuple[Tie, ...]
    passed: tuple[Tie, ...]
    alone: frozenset[str]

    @cached_property
    def ahead(self) -> Mapping[str, tuple[Tie, ...]]:
        """Return the ties that leave each node."""
        return _by(self.ties, "source")

    @cached_property
    def near(self) -> tuple[Mapping[str, tuple[Tie, ...]], Mapping[str, tuple[Tie, ...]]]:
        """Return all ties that leave each node, and those that lead to it, guards included."""
        every = (*self.passed, *self.ties)
        return _by(every, "source"), _by(every, "target")

    @cached_property
    def back(self) -> Mapping[str, tuple[Tie, ...]]:
        """Return the ties that lead to each node."""
        return _by(self.ties, "target")

    @cached_property
    def main(self) -> frozenset[str]:
        """Return what runs when nothing fails."""
        return self.reached(node for node in self.nodes if self.role(node) == "start")

    def inside(self, step: str) -> frozenset[str]:
        """Return the nodes that are drawn inside a step, itself among them; none for most steps."""
        return self._insides.get((self.nodes[step].group, self.nodes[step].name), frozenset())

    def held(self, group: str) -> frozenset[str]:
        """Return the nodes in a group and in those inside of it."""
        return frozenset(
            node for (held, _), nodes in self._insides.items() if held == group for node in nodes
        )

    @cached_property
    def lone_steps(self) -> Mapping[str, frozenset[str]]:
        """Return the steps of this side alone that a node is inside of, itself among them."""
        found: dict[str, set[str]] = defaultdict(set)
        for step in self.alone:
            if self.sort(step) in STEPS:
                for node in self.inside(step):
                    found[node].add(step)
        return {node: frozenset(steps) for node, steps in found.items()}

    @cached_property
    def _insides(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Return the nodes of each group, and of those in it, by its id and name."""
        groups = {group.id: group for group in self.graph.groups}
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for key, node in self.nodes.items():
            for group in around(node.group, groups):
                found[group, groups[group].name].add(key)
        return {group: frozenset(nodes) for group, nodes in found.items()}

    def role(self, node: str) -> str:
        """Return the role of a node."""
        return self.nodes[node].role

    def sort(self, node: str) -> str:
        """Return the role of a node, a raise told from a dead-letter send."""
        return sort_of(self.nodes[node])

    def reached(self, starts: Iterable[str]) -> frozenset[str]:
        """Return nodes with all that runs after them when nothing fails."""
        found: set[str] = set()
        rest = list(starts)
        while rest:
            here = rest.pop()
            if here not in found:
                found.add(here)
                rest += [tie.target for tie in self.ahead.get(here, ()) if tie.kind != "raises"]
        return frozenset(found)

    def arms(self, handlers: Iterable[str]) -> frozenset[str]:
        """Return handlers with what is done in them only."""
        return self.reached(handlers) - self.main

    @cached_property
    def finals(self) -> frozenset[str]:
        """Return the last nodes of `finally` blocks: there what left the region goes on."""
        return frozenset(tie.source for tie in self.ties if AFTER in tie.label)

    @cached_property
    def entries(self) -> frozenset[str]:
        """Return the first nodes of `finally` blocks: where ways from all over the region meet."""
        return frozenset(map(self._entry, self.finals))

    def _entry(self, here: str) -> str:
        seen = {here}
        while len(before := self.back.get(here, ())) == 1 and before[0].source not in seen:
            here = before[0].source
            seen.add(here)
        return here

    def is_end(self, node: str) -> bool:
        """Tell whether a run ends at a node, but for what a `finally` sees to."""
        return self.sort(node) in ENDS or node in self.entries

    def is_written(self, end: str) -> bool:
        """Tell whether a raise stands in the code, rather than being what is left of an exception.

        The last failure of a retry comes out as a raise, and so does what passes a `finally`.
        """
        return any(not tie.drawn and AFTER not in tie.label for tie in self.back.get(end, ()))

    def leads(self, source: str, target: str) -> bool:
        """Tell whether a tie, or a way through nodes of this side alone, leads to a node."""
        return (source, target) in self._bridged

    @cached_property
    def _bridged(self) -> frozenset[tuple[str, str]]:
        direct = {(tie.source, tie.target) for tie in self.ties}
        return frozenset(direct | self.ways(self.alone).keys())

    def ways(self, passing: frozenset[str]) -> dict[tuple[str, str], set[tuple[bool, str]]]:
        """Return by their ends the ways through nodes of `passing` alone, one at least.

        A way is told by whether an exception goes it, and by the label of its first edge.
        """
        found: dict[tuple[str, str], set[tuple[bool, str]]] = defaultdict(set)
        for first in self.ties:
            if first.source not in passing and first.target in passing:
                for target, raised in self._beyond(first, passing):
                    found[first.source, target].add((raised, first.label))
        return found

    def _beyond(self, first: Tie, passing: frozenset[str]) -> Iterable[tuple[str, bool]]:
        seen: set[tuple[str, bool]] = set()
        rest = [(first.target, first.kind == "raises")]
        while rest:
            here = rest.pop()
            if here in seen:
                continue
            seen.add(here)
            if here[0] not in passing:
                yield here
                continue
            rest += [
                (tie.target, here[1] or tie.kind == "raises") for tie in self.ahead.get(here[0], ())
            ]


def sides(old: Plain, new: Plain, pairing: Pairing) -> tuple[Side, Side]:
    """Return both activities in common ids; those of removed nodes can't be mistaken for others."""
    common = {node.id: f"-{node.id}" for node in pairing.removed} | pairing.new_ids
    kept = {node.id: node.id for node in new.graph.nodes}
    was = _side(old, common, frozenset(common[node.id] for node in pairing.removed))
    return was, _side(new, kept, frozenset(node.id for node in pairing.added))


def _side(plain: Plain, common: Mapping[str, str], alone: frozenset[str]) -> Side:
    nodes = {common[node.id]: node for node in plain.graph.nodes}
    raises = {key for key, node in nodes.items() if sort_of(node) == "raise"}

    def tie(edge: Edge) -> Tie:
        """Take every way to a `raise` for an exception's, whether somebody catches it or not."""
        source, target = common[edge.source], common[edge.target]
        kind = "raises" if target in raises else edge.kind
        return Tie(source, target, kind, edge.label, edge in plain.drawn)

    every = sorted(map(tie, plain.graph.edges))
    guards = {key for key, node in nodes.items() if node.role == "guard"}
    passed = tuple(
        tie
        for tie in every
        if tie.target in guards or (tie.source in guards and tie.kind != "raises")
    )
    past = {*set(every).difference(passed), *_past(passed, guards)}
    return Side(plain.graph, nodes, tuple(sorted(past)), passed, alone)


def _past(passed: Iterable[Tie], guards: Collection[str]) -> Iterable[Tie]:
    """Yield the ties that passed come to where no guard stands in the way."""
    inward: dict[str, list[str]] = defaultdict(list)
    for tie in passed:
        if tie.source in guards:
            inward[tie.source].append(tie.target)
    for first in passed:
        if first.source not in guards:
            seen: set[str] = set()
            rest = [first.target]
            while rest:
                here = rest.pop()
                if here not in guards:
                    yield first._replace(target=here)
                elif here not in seen:
                    seen.add(here)
                    rest += inward[here]


def differing(
    was: Side, is_now: Side, moved: frozenset[str] = frozenset()
) -> tuple[tuple[Tie, ...], tuple[Tie, ...]]:
    """Return the edges between kept nodes without counterpart: those that went, those that came.

    Nodes that `moved` are taken for ones that each side has by itself.
    """
    return (
        tuple(_without_counterpart(was, is_now, moved)),
        tuple(_without_counterpart(is_now, was, moved)),
    )


def _without_counterpart(side: Side, other: Side, moved: frozenset[str]) -> Iterable[Tie]:
    passing = side.alone | moved
    same = {tie[:4] for tie in other.ties}
    ways = other.ways(other.alone | moved)
    for tie in side.ties:
        kept = tie.source not in passing and tie.target not in passing
        if kept and tie[:4] not in same and not _stands_for(ways, tie, side):
            yield tie


def _stands_for(
    ways: Mapping[tuple[str, str], set[tuple[bool, str]]], tie: Tie, side: Side
) -> bool:
    labelled = side.role(tie.source) in LABELLED
    return any(
        raised == (tie.kind == "raises") and (label == tie.label or not labelled)
        for raised, label in ways.get((tie.source, tie.target), ())
    )


def around(group: str, groups: Mapping[str, Group]) -> Collection[str]:
    """Return a group and all that it stands in, inmost first; a circle ends where it began."""
    found: dict[str, None] = {}
    while group in groups and group not in found:
        found[group] = None
        group = groups[group].parent
    return found.keys()


def _by(ties: Iterable[Tie], end: str) -> dict[str, tuple[Tie, ...]]:
    found: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        found[getattr(tie, end)].append(tie)
    return {node: tuple(its) for node, its in found.items()}
