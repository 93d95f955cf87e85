"""What is particular to one kind of drawing of boxes and ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.pairing import pair
from pytest_etl_diagram.drift.stages import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.drift.fact_tables import FactTable
    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.drift.presence import ByPresence
    from pytest_etl_diagram.drift.relations import Relation
    from pytest_etl_diagram.model import Edge, Graph, Node


@dataclass(frozen=True, slots=True)
class Tied:
    """The ties of one box, of one relation, that only one of two drawings has.

    `lost` and `gained` are in the ids of the new drawing; boxes that are gone have ids of
    their own. `old` and `new` are the drawings, `old_subject` is the box's id in the old one.
    """

    subject: str
    old_subject: str
    relation: Relation
    lost: tuple[Edge, ...]
    gained: tuple[Edge, ...]
    old: Graph
    new: Graph


def plain_rule(tied: Tied) -> str:
    """Return the relation's own rule."""
    return tied.relation.rule(tied.lost, tied.gained)


def plain_reach(tied: Tied) -> tuple[str, ...]:
    """Return what is downstream of the box."""
    return downstream(tied.new, tied.subject)


def nowhere(_: Node) -> bool:
    """Say no of every box."""
    return False


def plain_ties(node: Node, edges: Iterable[Edge], graph: Graph) -> str:
    """Say what a box is tied to, "" for nothing."""
    names = {each.id: each.name for each in graph.nodes}
    ends = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
    tied = [names[end] for end in ends if end != node.id]
    return f", tied to {listed(tied)}" if tied else ""


def plain_name(node: Node) -> str:
    """Return a box's own name."""
    return node.name


@dataclass(frozen=True, slots=True)
class Network:
    """How the boxes and ties of one kind of drawing are compared.

    - `relations`: what edges say; the first that fits.
    - `node_rules`, `table`: the rules of a box that came, went or has another name, and of its
      facts.
    - `described`, `ties`: what a box is and what it is tied to, for a headline.
    - `called`: what a box is called where another one is tied to it.
    - `moved`: the rule for a box in another group.
    - `replaced`: whether a box is another thing under its old name, so that role and group follow.
    - `told_by_ties`: whether a box is drawn for its ties' sake only, which tell of it.
    - `told_by_others`: whether a box is told by facts of others in the other drawing.
    - `is_outside`: whether it is a system that others run.
    - `tie_rule`, `tie_reach`: the rule of ties that differ, and whom that reaches.
    - `paired`: which box of the old drawing is which of the new one.
    """

    relations: tuple[Relation, ...]
    node_rules: Callable[[Node], ByPresence]
    table: Callable[[Node], FactTable]
    described: Callable[[Node], str]
    moved: str
    replaced: Callable[[Node, Node], bool] = lambda _, __: False
    told_by_ties: Callable[[Node], bool] = nowhere
    told_by_others: Callable[[Node, Graph], bool] = lambda _, __: False
    is_outside: Callable[[Node], bool] = nowhere
    ties: Callable[[Node, Iterable[Edge], Graph], str] = plain_ties
    called: Callable[[Node], str] = plain_name
    tie_rule: Callable[[Tied], str] = plain_rule
    tie_reach: Callable[[Tied], tuple[str, ...]] = plain_reach
    paired: Callable[[Graph, Graph, NodePairs], Pairing] = pair

    def turned(self, old: Node, new: Node) -> bool:
        """Tell whether something that is deployed became a mere name, or the other way round."""
        return self.is_outside(old) is not self.is_outside(new)
