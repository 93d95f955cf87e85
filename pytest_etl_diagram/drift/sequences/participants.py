"""Which participant of the old sequence is which of the new one, and what changed of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence.texts import read_arguments
from pytest_etl_diagram.drift.assignment import best_assignment
from pytest_etl_diagram.drift.fact_tables import START
from pytest_etl_diagram.drift.facts import fact_drifts
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.notation import fact_text, one_line
from pytest_etl_diagram.drift.pairing import Leftover, same
from pytest_etl_diagram.drift.sequences.lines import lay_out
from pytest_etl_diagram.drift.stages import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.drift.sequences.cast import Asked
    from pytest_etl_diagram.model import Drift, Graph, Node

    Doings = Counter[tuple[str, str, str]]

ENOUGH = 0.5
"""The share of common calls from which a new participant stands where another one stood."""

_KINDS = {"store": "store", "start": "start"}
"""Roles that only stand for their like; all others are code of some kind."""

UNKNOWN = "unknown"
"""The role of a class that isn't found."""

_STORE_RULES = {"read": "source-changed", "write": "target-changed"}
_ANY_STORE = "endpoint-changed"
"""The rule for another outside system, by all that is asked of it."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The participants of two sequences: in pairs, or in one only.

    `new_ids` maps the old ids of replaced participants to the new ones.
    """

    pairs: tuple[tuple[Node, Node], ...]
    removed: tuple[Node, ...]
    added: tuple[Node, ...]
    new_ids: Mapping[str, str]


def pair_participants(old: Graph, new: Graph, declared: NodePairs = ()) -> Cast:
    """Pair participants as `declared`, by id, then those that do and are asked mostly the same."""
    left = Leftover(list(old.nodes), list(new.nodes))
    left.take(declared)
    left.take(same(left, lambda node: node.id))
    pairs, removed, added = left.pairs, left.removed, left.added
    known = {node.id for node, other in pairs if node.id == other.id}
    was, is_now = _doings(old, known), _doings(new, known)
    scores = [[_likeness(a, b, was[a.id], is_now[b.id]) for b in added] for a in removed]
    replaced = [(removed[row], added[column]) for row, column in best_assignment(scores)]
    gone, came = {node.id for node, _ in replaced}, {node.id for _, node in replaced}
    return Cast(
        pairs=(*pairs, *replaced),
        removed=tuple(node for node in removed if node.id not in gone),
        added=tuple(node for node in added if node.id not in came),
        new_ids={one.id: other.id for one, other in (*pairs, *replaced) if one.id != other.id},
    )


def _doings(graph: Graph, known: set[str]) -> Mapping[str, Doings]:
    """Return what each participant is asked and asks, by whom or of whom as far as known."""
    doings: dict[str, Doings] = {node.id: Counter() for node in graph.nodes}
    for line in lay_out(graph).lines:
        message = line.message
        if message.kind == "call":
            head = read_arguments(message.text)[0]
            ends = [end if end in known else "" for end in (message.source, message.target)]
            if message.source in doings:
                doings[message.source]["asks", ends[1], head] += 1
            if message.target in doings:
                doings[message.target]["is asked", ends[0], head] += 1
    return doings


def _likeness(old: Node, new: Node, was: Doings, is_now: Doings) -> float:
    """Return 0 for two that can't stand for each other, else the share of what both do."""
    if _KINDS.get(old.role, "code") != _KINDS.get(new.role, "code"):
        return 0.0
    either = (was | is_now).total()
    share = (was & is_now).total() / either if either else 0.0
    asked = {head for how, _, head in was & is_now if how == "is asked"}
    if asked or _is_same_caller(was, is_now):
        return share if share >= ENOUGH or asked == _asked(was) == _asked(is_now) else 0.0
    return 0.0


def _asked(doings: Doings) -> set[str]:
    return {head for how, _, head in doings if how == "is asked"}


def _is_same_caller(was: Doings, is_now: Doings) -> bool:
    """Tell whether nobody calls the two: then what they ask of others must do."""
    return not _asked(was) and not _asked(is_now)


def participant_drifts(
    cast: Cast, new: Graph, lone: tuple[Mapping[str, Asked], Mapping[str, Asked]]
) -> Iterator[Drift]:
    """Yield who came, went, was replaced, or is of another kind.

    `lone` are those that went and those that came of whom nothing else tells, and what they
    are asked.
    """
    gone, come = lone
    for node in (node for node in cast.removed if node.id in gone):
        rule_id = "trigger-changed" if node.role == "start" else "participant-removed"
        nodes = (node.id, *gone[node.id].nodes)
        yield found(rule_id, node.name, before=_text(node, gone[node.id]), nodes=nodes)
    for node in (node for node in cast.added if node.id in come):
        rule_id = "trigger-changed" if node.role == "start" else "participant-added"
        nodes = (node.id, *come[node.id].nodes)
        yield found(rule_id, node.name, after=_text(node, come[node.id]), nodes=nodes)
    asked = _asked_by_others(new)
    for before, after in cast.pairs:
        if before.id != after.id:
            rule_id = _replaced_rule(before, asked.get(after.id, set()))
            names = (f"participant: {before.name}", f"participant: {after.name}")
            yield found(rule_id, after.name, *names, nodes=(after.id, before.id))
        elif before.name != after.name:
            names = (f"name: {before.name}", f"name: {after.name}")
            rule_id = "component-unresolved" if _is_lost(before, after) else "component-changed"
            yield found(rule_id, after.name, *names, nodes=(after.id,))
        elif before.role != after.role:
            roles = (f"role: {before.role}", f"role: {after.role}")
            rule_id = "component-unresolved" if _is_lost(before, after) else "role-changed"
            yield found(rule_id, after.name, *roles, nodes=(after.id,))
        yield from fact_drifts(before, after, (), START)


def _is_lost(before: Node, after: Node) -> bool:
    """Tell whether a class, of the same id, isn't found any more."""
    return after.role == UNKNOWN and before.role != UNKNOWN


def _text(node: Node, asked: Asked) -> str:
    """Write a participant in full: what it is, for a reader in one line first."""
    facts = (f"fact: {fact_text(fact)}" for fact in node.facts)
    headline = f"{node.role}, asked for {listed(asked.texts)}" if asked.texts else node.role
    return "\n".join(map(one_line, (headline, f"name: {node.name}", *facts)))


def _asked_by_others(graph: Graph) -> Mapping[str, set[str]]:
    """Return what each participant is asked by other code, not by itself or whoever starts it."""
    starts = {node.id for node in graph.nodes if node.role == "start"}
    asked: dict[str, set[str]] = {}
    for line in lay_out(graph).lines:
        message = line.message
        if message.kind == "call" and message.source not in {message.target, *starts}:
            asked.setdefault(message.target, set()).add(line.verb)
    return asked


def _replaced_rule(old: Node, asked: set[str]) -> str:
    """Return the rule for a participant in another's place; what nobody calls is the pipeline."""
    if old.role == "start":
        return "trigger-changed"
    if old.role != "store":
        return "component-changed" if asked else "component-renamed"
    return _STORE_RULES.get(min(asked), _ANY_STORE) if len(asked) == 1 else _ANY_STORE
