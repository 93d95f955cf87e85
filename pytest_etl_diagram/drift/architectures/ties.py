"""Drifts of the ties between boxes that both architectures have."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.architectures.relations import COLLABORATION, RELATIONS
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import distances, downstream
from pytest_etl_diagram.drift.reach import targets
from pytest_etl_diagram.drift.relations import relation_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pytest_etl_diagram.drift.architectures.hidden import Hidden
    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.drift.relations import Relation
    from pytest_etl_diagram.model import Drift, Edge, Graph


_SETTINGS = frozenset({"configures"})
"""The ties of a configuration file to what it is read by."""


@dataclass(frozen=True, slots=True)
class Side:
    """The edges of one architecture in ids of the new one, and the boxes it has alone.

    Of those, `untold` are the ones that their ties tell of.
    """

    edges: tuple[Edge, ...]
    boxes: frozenset[str]
    untold: frozenset[str] = frozenset()

    @property
    def alone(self) -> frozenset[str]:
        """Return the boxes of this side alone that are told with all their ties."""
        return self.boxes - self.untold

    def of(self, box: str) -> tuple[Edge, ...]:
        """Return the edges of a box."""
        return tuple(edge for edge in self.edges if box in (edge.source, edge.target))

    def kept(self) -> Iterator[Edge]:
        """Yield the edges between boxes of both architectures."""
        return (edge for edge in self.edges if not {edge.source, edge.target} & self.alone)


def sides(old: Graph, new: Graph, pairing: Pairing) -> tuple[Side, Side]:
    """Return both architectures in common ids; those of removed boxes can't be mistaken."""
    was = Side(
        tuple(_renamed(old.edges, lambda node: pairing.new_ids.get(node, removed_id(node)))),
        frozenset(removed_id(node.id) for node in pairing.removed),
    )
    is_now = Side(new.edges, frozenset(node.id for node in pairing.added))
    swapped = list(_replaced(was, is_now))
    return (
        replace(was, untold=frozenset((*_bases(was), *(one for one, _ in swapped)))),
        replace(is_now, untold=frozenset((*_bases(is_now), *(other for _, other in swapped)))),
    )


def removed_id(node: str) -> str:
    """Return the common id of a box that is gone."""
    return f"-{node}"


def _bases(side: Side) -> Iterator[str]:
    """Yield the boxes that are drawn only as what kept classes inherit from."""
    for box in side.boxes:
        edges = side.of(box)
        if edges and all(
            edge.kind == "implements" and edge.target == box and edge.source not in side.boxes
            for edge in edges
        ):
            yield box


def _replaced(was: Side, is_now: Side) -> Iterator[tuple[str, str]]:
    """Yield pairs of a removed box and the added one that has all its ties to kept boxes."""
    gone, come = (_by_ties(side) for side in (was, is_now))
    for ties, boxes in gone.items():
        others = come.get(ties, [])
        if len(boxes) == len(others) == 1:
            yield boxes[0], others[0]


def _by_ties(side: Side) -> dict[frozenset[tuple[str, str, bool]], list[str]]:
    """Return what others work with or are configured by, by its ties to boxes of both."""
    found: dict[frozenset[tuple[str, str, bool]], list[str]] = defaultdict(list)
    for box in sorted(side.boxes):
        ties = frozenset(
            (edge.kind, edge.source if inward else edge.target, inward)
            for edge in side.of(box)
            for inward in (edge.target == box,)
            if (edge.source if inward else edge.target) not in side.boxes
        )
        if any(kind in (COLLABORATION.kinds if inward else _SETTINGS) for kind, _, inward in ties):
            found[ties].append(box)
    return found


def tie_drifts(
    was: Side, is_now: Side, new: Graph, pairing: Pairing, behind: tuple[Hidden, Hidden]
) -> Iterator[Drift]:
    """Yield one drift for all ties of a box that say the same of it and differ.

    Those `behind` a class that isn't found are told by that.
    """
    nodes = {node.id: node for node in new.nodes}
    nodes |= {removed_id(node.id): node for node in pairing.removed}
    roles = {key: node.role for key, node in nodes.items()}
    names = {key: node.name for key, node in nodes.items()}
    lost, gained = (
        [edge for edge in edges if not hidden.tells(edge)]
        for edges, hidden in zip((_only(was, is_now), _only(is_now, was)), behind, strict=True)
    )
    lost, gained = _told_once(lost, gained, was, is_now)
    changed: dict[tuple[str, Relation], tuple[list[Edge], list[Edge]]]
    changed = defaultdict(lambda: ([], []))
    for place, edges in enumerate((lost, gained)):
        for edge in edges:
            relation = relation_of(edge, roles, RELATIONS)
            changed[relation.subject(edge), relation][place].append(edge)
    for (subject, relation), (went, came) in changed.items():
        yield found(
            relation.rule(went, came),
            names[subject],
            relation.text(went, names),
            relation.text(came, names),
            nodes=(subject, *(relation.other(edge) for edge in (*came, *went))),
            downstream=downstream(new, subject),
            places=tuple(_places(subject, relation, (*came, *went), names)),
        )


def _places(
    subject: str, relation: Relation, edges: Iterable[Edge], names: Mapping[str, str]
) -> Iterator[str]:
    """Yield where the code may say what a box is tied to: to the other one, or at all."""
    word = f"{subject}#{relation.word.replace(' ', '_')}"
    yield from (f"{word}.{names[relation.other(edge)]}" for edge in edges)
    yield word


def _renamed(edges: Iterable[Edge], new_id: Callable[[str], str]) -> Iterator[Edge]:
    return (replace(edge, source=new_id(edge.source), target=new_id(edge.target)) for edge in edges)


def _only(side: Side, other: Side) -> list[Edge]:
    """Return the edges between kept boxes that only one side has.

    Data that goes by way of a box that came or went still goes from one to the other.
    """
    same = set(other.edges)
    through = targets(edge for edge in other.edges if edge.kind == "data")
    return [
        edge
        for edge in side.kept()
        if edge not in same
        and not (edge.kind == "data" and _leads(edge.source, edge.target, through, other.alone))
    ]


def _leads(
    start: str, end: str, following: Mapping[str, list[str]], passing: frozenset[str]
) -> bool:
    """Tell whether a way through boxes of one side alone, one at least, leads to another."""
    inside = {node: following.get(node, []) for node in passing}
    inside[start] = [node for node in following.get(start, []) if node in passing]
    return end in distances(inside, start)


def _told_once(
    lost: list[Edge], gained: list[Edge], was: Side, is_now: Side
) -> tuple[list[Edge], list[Edge]]:
    """Leave out what only follows from it that one box works with another one instead.

    What the old one had to do with others (data it took, systems it wrote to), the
    new one now has. Where the new one came with the change, its tie to the box is
    put in, so that both are told.
    """
    swaps = [
        (before, after)
        for before, after in (
            *_swapped(lost, (*gained, *_of_alone(is_now))),
            *_swapped(_of_alone(was), gained),
        )
        if before in lost or after in gained
    ]
    others = {(_who(before), _who(after)) for before, after in swaps}
    primary = {edge for swap in swaps for edge in swap}
    old, new = set(was.edges), set(is_now.edges)
    return (
        [
            *(e for e in lost if e in primary or not _is_taken_over(e, others, old, new)),
            *dict.fromkeys(before for before, _ in swaps if before not in lost),
        ],
        [
            *(
                e
                for e in gained
                if e in primary or not _is_taken_over(e, {(b, a) for a, b in others}, new, old)
            ),
            *dict.fromkeys(after for _, after in swaps if after not in gained),
        ],
    )


def _of_alone(side: Side) -> list[Edge]:
    """Return the edges from boxes of both sides to those of one side alone."""
    return [
        edge for edge in side.edges if edge.source not in side.alone and edge.target in side.alone
    ]


def _swapped(before: Iterable[Edge], after: Iterable[Edge]) -> Iterator[tuple[Edge, Edge]]:
    """Yield the pairs of edges by which one box works with another one instead."""
    came = [edge for edge in after if edge.kind in COLLABORATION.kinds]
    for went in before:
        for edge in came:
            if went.kind in COLLABORATION.kinds and went.source == edge.source:
                yield went, edge


def _who(edge: Edge) -> str:
    return edge.target


def _is_taken_over(
    edge: Edge, others: set[tuple[str, str]], own: set[Edge], theirs: set[Edge]
) -> bool:
    """Tell whether an edge of one side stands in the other one, with another box instead."""
    for one, other in others:
        if one != other and one in (edge.source, edge.target):
            ends = {one: other}
            instead = replace(
                edge,
                source=ends.get(edge.source, edge.source),
                target=ends.get(edge.target, edge.target),
            )
            if instead in theirs and instead not in own:
                return True
    return False
