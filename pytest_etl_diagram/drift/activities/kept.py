"""Drifts of the nodes that both activities have: names, roles, facts, policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.told import CAME, PLACES, WENT, is_told, turned
from pytest_etl_diagram.drift.fact_tables import SOURCE, START, STEP, TARGET
from pytest_etl_diagram.drift.facts import fact_drift, fact_rule
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.node_rules import node_rules, sort_of
from pytest_etl_diagram.drift.policies import POLICY, policy_drifts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.activities.change import Change
    from pytest_etl_diagram.drift.fact_tables import Value
    from pytest_etl_diagram.drift.presence import ByPresence
    from pytest_etl_diagram.model import Drift, Node

_WRITING = frozenset({"load", "error", "notify"})
"""Roles of steps that write, where nothing else says what they do."""


def kept_drifts(change: Change) -> Iterator[Drift]:
    """Yield the drifts of what both activities have."""
    for old, new in change.pairing.pairs:
        if old != new:
            reach = downstream(change.new.graph, new.id)
            if not _is_a_consequence(old, new, change):
                yield from _naming_drifts(old, new, reach)
            yield from _fact_drifts(old, new, reach)
    for (step, _), before, after in change.policies:
        old, new = change.was.nodes[step], change.is_now.nodes[step]
        hidden = {WENT: not after, CAME: not before}.get(turned(old, new), False)
        if not hidden:
            yield from policy_drifts(before, after, new, downstream(change.new.graph, step))


def _naming_drifts(old: Node, new: Node, reach: tuple[str, ...]) -> Iterator[Drift]:
    """Yield the drift of another name, or of another role with the same name.

    The start has the name of the whole activity, which is told as its title.
    """
    if new.role == "start":
        return
    if old.name != new.name:
        word = sort_of(new) if sort_of(new) in _WORDS else "call"
        yield found(
            node_rules("activity", new).changed,
            new.name,
            f"{word}: {old.name}",
            f"{word}: {new.name}",
            nodes=(new.id,),
            downstream=reach,
        )
    elif old.role != new.role:
        yield found(
            "role-changed", new.name, f"role: {old.role}", f"role: {new.role}", nodes=(new.id,)
        )


_WORDS = frozenset({"raise", "outcome", "decision", "handler", "guard", "loop", "fork", "note"})
"""Sorts of nodes that are called what they are before their names; others are called."""


def _is_a_consequence(old: Node, new: Node, change: Change) -> bool:
    """Tell whether a raise only has another name for a handler's or a retry's sake."""
    again = {old.name, new.name} <= change.raised_again
    return again or (
        sort_of(new) == "raise"
        and not (change.was.is_written(new.id) or change.is_now.is_written(new.id))
    )


def _fact_drifts(old: Node, new: Node, reach: tuple[str, ...]) -> Iterator[Drift]:
    was, is_now = dict(old.facts), dict(new.facts)
    for name in dict.fromkeys((*was, *is_now)):
        before, after = was.get(name), is_now.get(name)
        if before != after and name not in POLICY and not is_told(name, old, new):
            rule_id = _rule(name, before, after, (old, new))
            yield fact_drift(rule_id, new, name, (before, after), reach)


def _rule(name: str, before: Value, after: Value, nodes: tuple[Node, Node]) -> str:
    if nodes[1].role == "start":
        return fact_rule(name, before, after, START)
    if name not in PLACES:
        return fact_rule(name, before, after, STEP)
    rule_id = fact_rule(name, before, after, STEP)
    return rule_id if rule_id == "fact-became-dynamic" else _direction(nodes).changed


def _direction(nodes: tuple[Node, Node]) -> ByPresence:
    """Tell by a step's other facts, else by its role, whether it reads or writes."""
    reads, writes = (
        any(node.fact(name) is not None for node in nodes) for name in ("reads", "writes")
    )
    if reads != writes:
        return TARGET if writes else SOURCE
    return TARGET if nodes[1].role in _WRITING else SOURCE
