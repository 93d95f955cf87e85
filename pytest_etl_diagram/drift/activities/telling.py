"""How a node of an activity that came or went is told: by which rule, or with another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pytest_etl_diagram.drift.activities.change import JOIN
from pytest_etl_diagram.drift.activities.words import nearest_before, nearest_decision
from pytest_etl_diagram.drift.node_rules import STEPS, node_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.drift.activities.change import Change
    from pytest_etl_diagram.drift.activities.sides import Side, Tie
    from pytest_etl_diagram.model import Node


class Alone(NamedTuple):
    """A node that only one side has, with all that decides how it is told."""

    id: str
    node: Node
    side: Side
    other: Side
    added: bool
    change: Change


class Told(NamedTuple):
    """The rule a node falls under, and of what it is told, if not of itself."""

    rule: str
    subject: str = ""


def by_table(alone: Alone) -> Told | None:
    """Tell a node by the table of rules."""
    rules = node_rules("activity", alone.node)
    return Told(rules.added if alone.added else rules.removed)


def _decision(alone: Alone) -> Told | None:
    """A decision whose arm ends the run is told as that; one before a new raise with the raise."""
    ends = _new_ends(alone)
    raised = [end for end in ends if alone.side.sort(end) == "raise"]
    if any(end in alone.side.alone for end in raised):
        return None
    if raised:
        rules = node_rules("activity", alone.side.nodes[raised[0]])
        rule_id = rules.added if alone.added else rules.removed
        return Told(rule_id, alone.side.nodes[raised[0]].name)
    if ends:
        return Told("early-return-added" if alone.added else "early-return-removed")
    return None if _decides_of_steps_alone(alone) else by_table(alone)


def _decides_of_steps_alone(alone: Alone) -> bool:
    """Tell whether a decision only chooses among steps that came or went with it: they tell it."""
    side = alone.side
    inside: set[str] = set()
    behind: set[str] = set()
    rest = [alone.id]
    while rest:
        for tie in side.ahead.get(rest.pop(), ()):
            if tie.target not in side.alone:
                behind.add(tie.target)
            elif tie.target not in inside:
                inside.add(tie.target)
                rest.append(tie.target)
    return len(behind) == 1 and any(side.sort(node) in STEPS for node in inside)


def _new_ends(alone: Alone) -> list[str]:
    """Return the ends to which some ways from a decision lead that weren't open before it.

    Where the answers meet again only at the end of all, what is done on `No` (or nothing) is
    an alternative and no early return.
    """
    side, other = alone.side, alone.other
    before = nearest_before(side, alone.id)
    ties = side.ahead.get(alone.id, ())
    ways = [_ends_of(tie, side) for tie in ties]
    every = set.intersection(*ways) if ways else set()
    answered = side.reached(tie.target for tie in ties if tie.label != NO)
    skipped = {end for tie, way in zip(ties, ways, strict=True) if tie.label == NO for end in way}
    return sorted(
        end
        for end in set().union(*ways) - every - (skipped & answered)
        if end in side.alone or not any(other.leads(key, end) for key in before)
    )


NO = "No"
"""The answer on which an `if` without `else` does nothing."""


def _ends_of(first: Tie, side: Side) -> set[str]:
    """Return the ends that a way leads to, through nodes of this side alone but for decisions.

    The end of a retry whose tries are used up is nobody's decision.
    """
    found: set[str] = set()
    seen: set[str] = set()
    rest = [first]
    while rest:
        tie = rest.pop()
        here = tie.target
        if here in seen or tie.kind == "repeats" or (tie.drawn and tie.kind == "raises"):
            continue
        seen.add(here)
        if side.is_end(here):
            found.add(here)
        elif here in side.alone and side.role(here) != "decision":
            rest += side.ahead.get(here, ())
    return found


def _raise(alone: Alone) -> Told | None:
    """A raise is told with the handler in which it stands.

    One that nobody wrote isn't told at all.
    """
    side, change = alone.side, alone.change
    with_handler = change.handler_arms(side) | change.turned_arms
    written = any(not _belongs(tie, with_handler, change) for tie in _into(alone))
    if alone.node.name in change.raised_again or not written or not side.is_written(alone.id):
        return None
    return by_table(alone)


def _outcome(alone: Alone) -> Told | None:
    """An end is told with what leads to it, if that is new as well, or takes a raise's place."""
    side, change = alone.side, alone.change
    causes = side.alone | change.handler_arms(side) | change.turned_arms
    ties = _into(alone)
    if any(_belongs(tie, causes, change) or _leads_to_a_raise(tie, alone) for tie in ties):
        return None
    if any(_went_round(tie, alone) for tie in ties):
        return None
    if ties and all(tie.source in side.finals for tie in ties) and _leaves_otherwise(alone):
        return None
    returning = [tie.source for tie in ties if _goes_on(tie.source, alone.other)]
    deciding = nearest_decision(side, returning[0]) if returning else ""
    if not deciding:
        return by_table(alone)
    rule_id = "early-return-added" if alone.added else "early-return-removed"
    return Told(rule_id, side.nodes[deciding].name)


def _goes_on(node: str, other: Side) -> bool:
    """Tell whether in the other graph something follows a node."""
    return any(
        tie.kind != "raises" and not other.is_end(tie.target) for tie in other.ahead.get(node, ())
    )


def _leaves_otherwise(alone: Alone) -> bool:
    """Tell whether a way into a `finally` is there in this side only: the end is that of the way.

    Behind a `finally` one can't see any more which way leads to which end.
    """
    side, change = alone.side, alone.change
    _, (lost, gained) = change.moves
    differing = gained if alone.added else lost
    return any(
        tie.target in side.entries and (tie.source in side.alone or tie in differing)
        for tie in side.ties
    )


def _into(alone: Alone) -> tuple[Tie, ...]:
    return alone.side.back.get(alone.id, ())


def _belongs(tie: Tie, causes: frozenset[str], change: Change) -> bool:
    """Tell whether a way to an end is there for a reason that is told anyway."""
    return tie.drawn or tie.source in causes | change.failing | change.finals


def _leads_to_a_raise(tie: Tie, alone: Alone) -> bool:
    """Tell whether in the other graph what leads to an end leads to a raise of that graph alone."""
    other = alone.other
    return any(
        beside.target in other.alone and other.sort(beside.target) == "raise"
        for beside in other.ahead.get(tie.source, ())
    )


def _went_round(tie: Tie, alone: Alone) -> bool:
    """Tell whether in the other graph a loop of that graph alone went on where an end is now."""
    other = alone.other
    return any(
        beside.kind == "repeats" and beside.target in other.alone
        for beside in other.ahead.get(tie.source, ())
    )


def _handler(alone: Alone) -> Told | None:
    if alone.node.fact("swallows") is None:
        return by_table(alone)
    return Told("exception-swallowed" if alone.added else "exception-surfaced")


def _guard(alone: Alone) -> Told | None:
    """A guard is told with its handlers, if one of them came or went as well."""
    handlers = [
        tie.target
        for tie in alone.side.ahead.get(alone.id, ())
        if alone.side.role(tie.target) == "handler"
    ]
    return None if set(handlers) & alone.side.alone else by_table(alone)


def _loop(alone: Alone) -> Told | None:
    """What was done one by one and now at once is told by the fork."""
    other = alone.other
    inside = {tie.target for tie in alone.side.ahead.get(alone.id, ())}
    at_once = {
        tie.target
        for fork in other.alone
        if other.role(fork) == "fork" and other.nodes[fork].name != JOIN
        for tie in other.ahead.get(fork, ())
    }
    return None if inside & at_once else by_table(alone)


def _fork(alone: Alone) -> Told | None:
    """Work at once is told where it starts."""
    return None if alone.node.name == JOIN else by_table(alone)


TELLING: dict[str, Callable[[Alone], Told | None]] = {
    "decision": _decision,
    "raise": _raise,
    "outcome": _outcome,
    "handler": _handler,
    "guard": _guard,
    "loop": _loop,
    "fork": _fork,
}
"""How a node is told that isn't looked up in the table of rules alone."""
