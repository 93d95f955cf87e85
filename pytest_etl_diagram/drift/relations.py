"""What edges say of the boxes at their ends, and the rules for where they say something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.presence import ByPresence, always

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from pytest_etl_diagram.model import Edge


@dataclass(frozen=True, slots=True)
class Relation:
    """What edges of some kinds say of one of their ends.

    `word` is what the other end is to it, `of_target` whether it is said of the
    target. `source` and `target` are the roles that the ends must have, "" any.
    With `named` the kind of the edge is told as well. `relabelled` is the rule
    where only labels differ, if that is another one, and `label_rule` finds it by
    the two labels where they decide.
    """

    word: str
    rules: ByPresence
    kinds: frozenset[str]
    source: str = ""
    target: str = ""
    of_target: bool = False
    named: bool = False
    relabelled: str = ""
    label_rule: Callable[[str, str], str] | None = None

    def fits(self, edge: Edge, roles: Mapping[str, str]) -> bool:
        """Tell whether an edge says this."""
        return (
            edge.kind in self.kinds
            and self.source in ("", roles[edge.source])
            and self.target in ("", roles[edge.target])
        )

    def subject(self, edge: Edge) -> str:
        """Return the end of an edge of which something is said."""
        return edge.target if self.of_target else edge.source

    def other(self, edge: Edge) -> str:
        """Return what is said of it."""
        return edge.source if self.of_target else edge.target

    def rule(self, lost: Collection[Edge], gained: Collection[Edge]) -> str:
        """Return the rule for edges that went and came, all of one subject."""
        if not (lost and gained):
            return self.rules.removed if lost else self.rules.added
        was, is_now = (
            sorted((edge.source, edge.target, edge.kind) for edge in edges)
            for edges in (lost, gained)
        )
        return self.relabelled if self.relabelled and was == is_now else self.rules.changed

    def text(self, edges: Iterable[Edge], names: Mapping[str, str]) -> str:
        """Write what edges say: `bases: Base, Mixin`; "" for none."""
        told = [
            " ".join(
                (
                    *((edge.kind,) if self.named else ()),
                    names[self.other(edge)],
                    *((f"({edge.label})",) if edge.label not in ("", self.word) else ()),
                )
            )
            for edge in edges
        ]
        return f"{self.word}: {', '.join(told)}" if told else ""


TIED = Relation("tied to", always("relation-changed"), frozenset(), named=True)
"""What all other edges say."""


def relation_of(edge: Edge, roles: Mapping[str, str], relations: Iterable[Relation]) -> Relation:
    """Return what an edge says, by its kind and the roles of its ends: the first that fits."""
    return next((relation for relation in relations if relation.fits(edge, roles)), TIED)
