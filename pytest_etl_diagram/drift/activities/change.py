"""What changed between two activities, before it is told: what belongs to which cause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.moves import moved_nodes
from pytest_etl_diagram.drift.activities.pairs import pair
from pytest_etl_diagram.drift.activities.pictures import without_pictures
from pytest_etl_diagram.drift.activities.sides import sides
from pytest_etl_diagram.drift.node_rules import STEPS

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.activities.pictures import Plain, Tried
    from pytest_etl_diagram.drift.activities.sides import Side, Tie
    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Graph

    Policy = dict[str, str]

JOIN = "join"
"""The name of the node where parallel work ends."""

EXCEPT = "except"
"""How the names of handlers begin."""

_RAISE = "raise"


@dataclass(frozen=True)
class Change:
    """Two activities, and which nodes' changes explain others.

    Not slotted: what is worked out once is kept in it.
    """

    old: Plain
    new: Plain
    pairing: Pairing
    was: Side
    is_now: Side

    @property
    def _both(self) -> tuple[Side, Side]:
        return self.was, self.is_now

    @property
    def directions(self) -> tuple[tuple[Side, Side, bool], ...]:
        """Return each side with the other one, and whether what is alone in it was added."""
        return (self.was, self.is_now, False), (self.is_now, self.was, True)

    @cached_property
    def moves(self) -> tuple[tuple[str, ...], tuple[tuple[Tie, ...], tuple[Tie, ...]]]:
        """Return the nodes that moved, and the edges that differ besides: lost and gained."""
        return moved_nodes(self.was, self.is_now)

    @cached_property
    def renamed(self) -> frozenset[str]:
        """Return the nodes that have another name."""
        return frozenset(new.id for old, new in self.pairing.pairs if old.name != new.name)

    @cached_property
    def renamed_insides(self) -> frozenset[str]:
        """Return what is inside of steps that have another name, without these, in both graphs."""
        steps = [step for step in self.renamed if self.is_now.sort(step) in STEPS]
        return frozenset(
            node
            for step in steps
            for node in self.was.inside(step) & self.is_now.inside(step)
            if node not in steps
        )

    @cached_property
    def failing(self) -> frozenset[str]:
        """Return the steps that fail with something else, as their facts say."""
        return frozenset(
            new.id
            for old, new in self.pairing.pairs
            if any(old.fact(name) != new.fact(name) for name in ("raises", "swallows"))
        )

    @cached_property
    def raised_again(self) -> frozenset[str]:
        """Return what raises are called that pass on the exceptions of a handler of another name.

        A `raise` without an exception is called by what its handler catches.
        """
        return frozenset(
            node.name.replace(EXCEPT, _RAISE, 1)
            for both in self.pairing.pairs
            for node in both
            if node.role == "handler" and both[1].id in self.renamed
        )

    @cached_property
    def policies(self) -> tuple[tuple[Tried, Policy, Policy], ...]:
        """Return what is tried again in another way (new ids), with the policies before and after.

        Several steps that are tried together are the same ones, too, when another
        one of them comes first.
        """
        common = self.pairing.new_ids
        was = {
            (common[step], block): policy
            for (step, block), policy in self.old.policies.items()
            if step in common
        }
        kept = frozenset(common.values())
        is_now = {tried: its for tried, its in self.new.policies.items() if tried[0] in kept}
        for gone in sorted(was.keys() - is_now.keys()):
            for come in sorted(is_now.keys() - was.keys()):
                if gone[1] and come[1] and gone not in is_now:
                    was[come] = was.pop(gone)
                    break
        return tuple(
            (tried, was.get(tried, {}), is_now.get(tried, {}))
            for tried in sorted(was.keys() | is_now.keys())
            if was.get(tried) != is_now.get(tried)
        )

    @cached_property
    def tried(self) -> frozenset[str]:
        """Return the steps that are tried again in another way, also the first of several."""
        return frozenset(step for (step, _), _, _ in self.policies)

    @cached_property
    def blocks_tried(self) -> bool:
        """Tell whether several steps are together tried again in another way."""
        return any(block for (_, block), _, _ in self.policies)

    @cached_property
    def turned_arms(self) -> frozenset[str]:
        """Return what is done in handlers that swallow only before or only now.

        It is looked up in the graph in which the exception goes on: there nothing
        else follows the handler.
        """
        before: set[str] = set()
        after: set[str] = set()
        for old, new in self.pairing.pairs:
            swallowed, swallows = (node.fact("swallows") is not None for node in (old, new))
            if new.role == "handler" and swallowed != swallows:
                (after if swallowed else before).add(new.id)
        return self.was.arms(before) | self.is_now.arms(after)

    @cached_property
    def finals(self) -> frozenset[str]:
        """Return the ends of `finally` blocks, where a guard came or went that may have one."""
        guards = (side.role(node) == "guard" for side in self._both for node in side.alone)
        if not any(guards):
            return frozenset()
        return self.was.finals | self.is_now.finals

    def handler_arms(self, side: Side) -> frozenset[str]:
        """Return what is done in handlers that only one side has."""
        return side.arms(node for node in side.alone if side.role(node) == "handler")

    def forked(self, side: Side) -> frozenset[str]:
        """Return what runs at once in one side only: what stands between its own forks."""
        forks = {node for node in side.alone if side.role(node) == "fork"}
        found: set[str] = set()
        rest = [fork for fork in forks if side.nodes[fork].name != JOIN]
        while rest:
            for tie in side.ahead.get(rest.pop(), ()):
                if tie.target not in forks and tie.target not in found and tie.kind != "raises":
                    found.add(tie.target)
                    rest.append(tie.target)
        return frozenset(found)


def change(old: Graph, new: Graph, declared: NodePairs = ()) -> Change:
    """Pair the nodes of two activities and bring them to common ids."""
    was, is_now = without_pictures(old), without_pictures(new)
    pairing = pair(was.graph, is_now.graph, declared)
    return Change(was, is_now, pairing, *sides(was, is_now, pairing))
