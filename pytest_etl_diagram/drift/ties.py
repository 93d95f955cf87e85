"""The edges of two graphs, sorted into what belongs to which change.

The edges of a stage that came or went belong to that stage. So do the edges
that stand instead of it: `a → b` that bridges a removed `x` of `a → x → b`, or
that was there before `x` was put in. What is left is between stages that are
in both graphs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Edge, Graph

Ends = tuple[str, str]
"""Source and target of edges between stages in both graphs, as ids of the new graph."""

SURE = frozenset({"depends", "triggers"})
"""Kinds of edges that hold in every configuration."""

ANY = SURE | {"conditional"}

_BothWays = tuple[dict[str, set[str]], dict[str, set[str]]]
"""Which stages come right behind each, and which right before."""


@dataclass(frozen=True, slots=True)
class StageTies:
    """A removed or added stage's `own` edges, and those that stand `instead` of it."""

    own: tuple[Edge, ...] = ()
    instead: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptTies:
    """The edges that differ between two stages which are in both graphs."""

    ends: Ends
    before: tuple[Edge, ...]
    after: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class SortedTies:
    """All edges that differ: by removed stage (old id), by added stage (new id), and the rest."""

    removed: Mapping[str, StageTies]
    added: Mapping[str, StageTies]
    kept: tuple[KeptTies, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One graph's edges with their ends in common ids, and its stages the other graph lacks."""

    ties: tuple[tuple[str, str, Edge], ...]
    alone: frozenset[str]
    ways: dict[frozenset[str], _BothWays] = field(default_factory=dict)

    def kept(self) -> dict[Ends, list[Edge]]:
        """Return the edges between stages of both graphs."""
        edges: dict[Ends, list[Edge]] = defaultdict(list)
        for source, target, edge in self.ties:
            if source not in self.alone and target not in self.alone:
                edges[source, target].append(edge)
        return dict(edges)

    def between(self, ends: Ends, kinds: frozenset[str]) -> set[str]:
        """Return this side's own stages on ways between two stages, by edges of some kinds."""
        if not self.alone:
            return set()
        if kinds not in self.ways:
            self.ways[kinds] = self._both_ways(kinds)
        ahead, back = self.ways[kinds]
        return _reached(ahead, ends[0], self.alone) & _reached(back, ends[1], self.alone)

    def _both_ways(self, kinds: Collection[str]) -> _BothWays:
        ahead, back = defaultdict(set), defaultdict(set)
        for source, target, edge in self.ties:
            if edge.kind in kinds:
                ahead[source].add(target)
                back[target].add(source)
        return ahead, back

    def stage_ties(self, instead: Mapping[str, Collection[Edge]]) -> dict[str, StageTies]:
        """Return the ties of each of this side's own stages, by its id in its graph."""
        own: dict[str, list[Edge]] = defaultdict(list)
        for source, target, edge in self.ties:
            for end in {source, target} & self.alone:
                own[end].append(edge)
        return {
            _plain(stage): StageTies(tuple(own.get(stage, ())), tuple(instead.get(stage, ())))
            for stage in self.alone
        }


def sort_ties(old: Graph, new: Graph, pairing: Pairing) -> SortedTies:
    """Sort the edges that differ between two graphs by the change they belong to."""
    was = _old_side(old, pairing)
    is_now = _Side(
        tuple((edge.source, edge.target, edge) for edge in new.edges),
        frozenset(node.id for node in pairing.added),
    )
    before, after = was.kept(), is_now.kept()
    bridges, replaced = _bridges(was, before, after), _replaced(is_now, before, after)
    claimed = {*_claimed_ends(bridges), *_claimed_ends(replaced)}
    return SortedTies(
        removed=was.stage_ties(_by_stage(bridges, after)),
        added=is_now.stage_ties(_by_stage(replaced, before)),
        kept=tuple(
            _differing(ends, before.get(ends, []), after.get(ends, []))
            for ends in sorted(before.keys() | after.keys())
            if ends not in claimed
        ),
    )


def _old_side(old: Graph, pairing: Pairing) -> _Side:
    """Give the old graph's edges the new ids; a removed stage's can't be mistaken for one."""
    common = {node.id: _marked(node.id) for node in pairing.removed} | pairing.new_ids
    return _Side(
        tuple(
            (common.get(edge.source, edge.source), common.get(edge.target, edge.target), edge)
            for edge in old.edges
        ),
        frozenset(_marked(node.id) for node in pairing.removed),
    )


def _marked(old_id: str) -> str:
    return f"-{old_id}"


def _plain(common_id: str) -> str:
    return common_id.removeprefix("-")


_Claims = list[tuple[Ends, set[str]]]


def _bridges(
    was: _Side, before: Mapping[Ends, list[Edge]], after: Mapping[Ends, list[Edge]]
) -> _Claims:
    """Find new edges that only close the gap a removed stage left.

    A bridge that holds only sometimes, where the way through the removed stage
    always held, closes nothing.
    """
    claims = []
    for ends in after.keys() - before.keys():
        sure = any(edge.kind in SURE for edge in after[ends])
        through = was.between(ends, ANY)
        if through and (sure or not was.between(ends, SURE)):
            claims.append((ends, through))
    return claims


def _replaced(
    is_now: _Side, before: Mapping[Ends, list[Edge]], after: Mapping[Ends, list[Edge]]
) -> _Claims:
    """Find edges that are gone because a way through an added stage stands for them.

    A way that holds only sometimes doesn't stand for an edge that always held.
    """
    claims = []
    for ends in before.keys() - after.keys():
        sure = any(edge.kind in SURE for edge in before[ends])
        through = is_now.between(ends, SURE if sure else ANY)
        if through:
            claims.append((ends, through))
    return claims


def _claimed_ends(claims: _Claims) -> Iterable[Ends]:
    return (ends for ends, _ in claims)


def _by_stage(claims: _Claims, edges: Mapping[Ends, list[Edge]]) -> dict[str, list[Edge]]:
    by_stage: dict[str, list[Edge]] = defaultdict(list)
    for ends, stages in sorted(claims, key=lambda claim: claim[0]):
        for stage in stages:
            by_stage[stage].extend(edges[ends])
    return by_stage


def _differing(ends: Ends, before: list[Edge], after: list[Edge]) -> KeptTies:
    """Leave out the edges between two stages that both graphs have, of one kind and label."""
    was = {(edge.kind, edge.label) for edge in before}
    is_now = {(edge.kind, edge.label) for edge in after}
    return KeptTies(
        ends,
        tuple(edge for edge in before if (edge.kind, edge.label) not in is_now),
        tuple(edge for edge in after if (edge.kind, edge.label) not in was),
    )


def _reached(
    steps: Mapping[str, Collection[str]], start: str, through: Collection[str]
) -> set[str]:
    """Return the stages of `through` that can be reached from `start` by nothing but them."""
    found: set[str] = set()
    rest = [start]
    while rest:
        for following in steps.get(rest.pop(), ()):
            if following in through and following not in found:
                found.add(following)
                rest.append(following)
    return found
