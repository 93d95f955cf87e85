"""What lies behind a class that isn't found: it can't be seen any more, or only now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.fact_tables import UNRESOLVED
from pytest_etl_diagram.drift.members import members

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.drift.architectures.ties import Side
    from pytest_etl_diagram.model import Edge, Fact, Node


@dataclass(frozen=True, slots=True)
class Hidden:
    """Boxes whose class is found on this `side` only: what they do, the other one can't show."""

    boxes: frozenset[str]
    side: Side

    def behind(self) -> frozenset[str]:
        """Return the boxes of this side alone that are tied to nothing but such classes."""
        return frozenset(
            box
            for box in self.side.boxes
            if (edges := self.side.of(box))
            and all({edge.source, edge.target} - {box} <= self.boxes for edge in edges)
        )

    def tells(self, edge: Edge) -> bool:
        """Tell whether a tie is what such a class does, rather than who works with it."""
        return edge.source in self.boxes or (edge.kind == "data" and edge.target in self.boxes)

    def tells_fact(self, box: str, more: Fact, less: str | None) -> bool:
        """Tell whether such a class may read or write what a store has `more` on this side."""
        tied = any({edge.source, edge.target} & self.boxes for edge in self.side.of(box))
        return tied and set(members(less)) < set(members(more[1]))


def hidden(pairs: Iterable[tuple[Node, Node]], was: Side, is_now: Side) -> tuple[Hidden, Hidden]:
    """Return what only the old and only the new architecture shows."""
    turned = [
        (old.fact("path"), new)
        for old, new in pairs
        if (old.fact("path") == UNRESOLVED) != (new.fact("path") == UNRESOLVED)
    ]
    return (
        Hidden(frozenset(new.id for path, new in turned if path != UNRESOLVED), was),
        Hidden(frozenset(new.id for path, new in turned if path == UNRESOLVED), is_now),
    )


def without_what_is_hidden(old: Node, new: Node, behind: tuple[Hidden, Hidden]) -> Node:
    """Return the old box with the facts of the new one where only what is hidden differs."""
    was, is_now = dict(old.facts), dict(new.facts)
    for name in {*was, *is_now}:
        before, after = was.get(name), is_now.get(name)
        told = (before is not None and behind[0].tells_fact(new.id, (name, before), after)) or (
            after is not None and behind[1].tells_fact(new.id, (name, after), before)
        )
        if told and after is None:
            del was[name]
        elif told and after is not None:
            was[name] = after
    return replace(old, facts=tuple(was.items()))
