"""Drifts of the nodes that both activities have: names, roles, facts, policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.told import (
    CAME,
    COMPONENT,
    PLACES,
    WENT,
    is_lost,
    is_told,
    turned,
)
from pytest_etl_diagram.drift.exceptions import catches_more
from pytest_etl_diagram.drift.fact_tables import DEAD_LETTER, SOURCE, START, STEP, TARGET
from pytest_etl_diagram.drift.facts import fact_drift, fact_rule
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.members import by_members
from pytest_etl_diagram.drift.node_rules import node_rules, sort_of
from pytest_etl_diagram.drift.policies import POLICY, policy_drifts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.activities.change import Change
    from pytest_etl_diagram.drift.fact_tables import Value
    from pytest_etl_diagram.drift.presence import ByPresence
    from pytest_etl_diagram.model import Drift, Node

DONE = "done"
"""On which answer a loop is left that comes to its end by itself."""

_OF_ANOTHER_CALL = frozenset({"call-changed", "quality-check-changed"})
"""Rules of facts that are others because the step calls something else."""

_LETTER = frozenset({"writes", *PLACES})
"""Facts that say where a dead letter goes."""

_WRITING = frozenset({"load", "error", "notify"})
"""Roles of steps that write, where nothing else says what they do."""


def kept_drifts(change: Change) -> Iterator[Drift]:
    """Yield the drifts of what both activities have."""
    for old, new in change.pairing.pairs:
        if old != new:
            reach = downstream(change.new.graph, new.id)
            if not _is_a_consequence(old, new, change):
                yield from _naming_drifts(old, new, reach)
            yield from _fact_drifts(old, new, reach, change)
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
        hides = _swallows_more(old, new)
        yield found(
            "exception-swallowed" if hides else node_rules("activity", new).changed,
            new.name,
            f"{word}: {old.name}",
            f"{word}: {new.name}",
            nodes=(new.id,),
            downstream=reach,
        )
    elif old.role != new.role and not turned(old, new):
        yield found(
            "role-changed", new.name, f"role: {old.role}", f"role: {new.role}", nodes=(new.id,)
        )


def _swallows_more(old: Node, new: Node) -> bool:
    """Tell whether a handler that goes on as if nothing were now catches more."""
    swallows = all(node.fact("swallows") is not None for node in (old, new))
    return new.role == "handler" and swallows and catches_more(old.name, new.name)


_WORDS = frozenset({"raise", "outcome", "decision", "handler", "guard", "loop", "fork", "note"})
"""Sorts of nodes that are called what they are before their names; others are called."""


def _is_a_consequence(old: Node, new: Node, change: Change) -> bool:
    """Tell whether a raise only has another name for a handler's or a retry's sake.

    A decision inside of a step that calls something else is another one with that.
    """
    if new.role == "decision" and new.id in change.renamed_insides:
        return True
    again = {old.name, new.name} <= change.raised_again
    return again or (
        sort_of(new) == "raise"
        and not (change.was.is_written(new.id) or change.is_now.is_written(new.id))
    )


def _fact_drifts(old: Node, new: Node, reach: tuple[str, ...], change: Change) -> Iterator[Drift]:
    was, is_now = dict(old.facts), dict(new.facts)
    for name in dict.fromkeys((*was, *is_now)):
        before, after = was.get(name), is_now.get(name)
        if before != after and name not in POLICY and not is_told(name, old, new):
            rule_id = _rule(name, before, after, (old, new))
            if rule_id == "exception-surfaced" and _is_set_aside(new, change):
                continue
            if rule_id in _OF_ANOTHER_CALL and old.name != new.name:
                continue
            if new.role == "start" and _is_of_an_endless_loop(before, after, change):
                continue
            yield fact_drift(rule_id, new, name, (before, after), reach)


def _is_of_an_endless_loop(before: Value, after: Value, change: Change) -> bool:
    """Tell whether what starts an activity is only what a loop without end reads, which tells it.

    Each record that comes starts what is in the loop; without the loop it is read once.
    """
    if before is not None and after is not None:
        return False
    side, topic = (change.was, before) if after is None else (change.is_now, after)
    endless = any(
        side.role(node) == "loop" and all(tie.label != DONE for tie in side.ahead.get(node, ()))
        for node in side.alone
    )
    return endless and any(
        (node.fact("reads") or "").endswith(f": {topic}") for node in side.nodes.values()
    )


def _is_set_aside(handler: Node, change: Change) -> bool:
    """Tell whether a handler that swallowed now sends what failed to a dead letter, and goes on."""
    arm = change.is_now.arms({handler.id}) & change.is_now.alone
    sorts = {change.is_now.sort(node) for node in arm}
    return "error" in sorts and "raise" not in sorts


def _rule(name: str, before: Value, after: Value, nodes: tuple[Node, Node]) -> str:
    if nodes[1].role == "start":
        return fact_rule(name, before, after, START)
    if name == COMPONENT and is_lost(before, after):
        return "component-unresolved"
    rule_id = fact_rule(name, before, after, STEP)
    if name in _LETTER and sort_of(nodes[1]) == "error" and rule_id != "fact-became-dynamic":
        return by_members(DEAD_LETTER, before, after)
    if name not in PLACES:
        return rule_id
    return rule_id if rule_id == "fact-became-dynamic" else _direction(nodes).changed


def _direction(nodes: tuple[Node, Node]) -> ByPresence:
    """Tell by a step's other facts, else by its role, whether it reads or writes."""
    reads, writes = (
        any(node.fact(name) is not None for node in nodes) for name in ("reads", "writes")
    )
    if reads != writes:
        return TARGET if writes else SOURCE
    return TARGET if nodes[1].role in _WRITING else SOURCE
