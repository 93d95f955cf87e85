"""Which stage of the old graph is which of the new one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.assignment import best_assignment
from pytest_etl_diagram.drift.likeness import is_its_name, likeness, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.model import Graph, Node

MOST_CANDIDATES = 4_000
"""Above this many (removed, added) pairs no rename is searched for: about half a second's work."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The stages of two graphs, in pairs where they are the same one.

    `removed` stages are only in the old graph, `added` ones only in the new.
    `new_ids` maps the old id of each paired stage to its new one.
    """

    pairs: tuple[tuple[Node, Node], ...]
    removed: tuple[Node, ...]
    added: tuple[Node, ...]
    new_ids: dict[str, str]


@dataclass(slots=True)
class Leftover:
    """Stages still without a partner, and the pairs made so far."""

    removed: list[Node]
    added: list[Node]
    pairs: list[tuple[Node, Node]] = field(default_factory=list)

    def take(self, pairs: Iterable[tuple[Node, Node]]) -> bool:
        """Move stages from the leftovers to the pairs; tell whether there were any."""
        taken = list(pairs)
        self.pairs.extend(taken)
        old_ids = {old.id for old, _ in taken}
        new_ids = {new.id for _, new in taken}
        self.removed = [node for node in self.removed if node.id not in old_ids]
        self.added = [node for node in self.added if node.id not in new_ids]
        return bool(taken)

    def pairing(self) -> Pairing:
        """Return what was paired and what is left."""
        pairs = tuple(sorted(self.pairs, key=lambda both: both[1].id))
        return Pairing(
            pairs=pairs,
            removed=tuple(self.removed),
            added=tuple(self.added),
            new_ids={one.id: other.id for one, other in pairs},
        )


def pair(
    old: Graph,
    new: Graph,
    declared: NodePairs = (),
    sort: Callable[[Node], Hashable] = lambda _: None,
) -> Pairing:
    """Pair the stages of two graphs: by name, by id, by a move to a group, then by likeness.

    `declared` are pairs that are known. Only those of one `sort` can be the same by name alone.

    Likeness is looked at again after each round, because a stage paired is a
    neighbour known: a whole chain of renamed stages is found from its ends.
    """
    left = Leftover(list(old.nodes), list(new.nodes))
    left.take(declared)
    left.take(same(left, lambda node: (node.id, node.name)))
    left.take(same(left, lambda node: (sort(node), node.name)))
    left.take(same(left, lambda node: node.id))
    left.take(same(left, moved_key))
    while left.take(renamed(left, old, new)):
        pass
    return left.pairing()


def add_pairs(pairing: Pairing, pairs: Iterable[tuple[Node, Node]]) -> Pairing:
    """Return a pairing in which more stages that had no partner are pairs."""
    left = Leftover(list(pairing.removed), list(pairing.added), list(pairing.pairs))
    left.take(pairs)
    return left.pairing()


def same(left: Leftover, key: Callable[[Node], Hashable]) -> list[tuple[Node, Node]]:
    """Pair stages that alone share a key on both sides; a key of None pairs nothing."""
    old_counts, new_counts = (
        Counter(key(node) for node in nodes) for nodes in (left.removed, left.added)
    )
    new_by_key = {key(node): node for node in left.added}
    return [
        (node, new_by_key[key(node)])
        for node in left.removed
        if key(node) is not None and old_counts[key(node)] == new_counts[key(node)] == 1
    ]


def moved_key(node: Node) -> Hashable:
    """Recognise a stage in another group, or whose group was renamed: all but the prefix."""
    if is_its_name(node):
        return None
    return (node.name.rpartition(".")[2], node.role, node.facts)


def renamed(left: Leftover, old: Graph, new: Graph) -> list[tuple[Node, Node]]:
    """Pair what is left by the assignment of the greatest likeness over all."""
    if not left.removed or not left.added:
        return []
    if len(left.removed) * len(left.added) > MOST_CANDIDATES:
        return []
    around = surroundings(old, new, {one.id: other.id for one, other in left.pairs})
    scores = [[likeness(one, other, around) for other in left.added] for one in left.removed]
    return [(left.removed[row], left.added[column]) for row, column in best_assignment(scores)]
