"""Drifts of how something is tried again: the facts `retries`, `attempts` and what goes with them.

Tries are counted in two ways, `retries` after the first one and `attempts` in
all: `attempts: 1` is no retry. Where a retry comes or goes as a whole, so do
its pauses and exceptions, and that is one change.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.fact_tables import STEP, more_or_fewer_tries
from pytest_etl_diagram.drift.facts import fact_drift, fact_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_etl_diagram.model import Drift, Fact, Node

_COUNTS = ("retries", "attempts")
_MANNERS = ("backoff", "wait", "on")
POLICY = frozenset((*_COUNTS, *_MANNERS))
"""The facts of a retry."""

NO_END = "unlimited"
"""How the number of tries is told where nothing bounds it."""


def policy_of(node: Node) -> dict[str, str]:
    """Return the facts of a node's retry, none where there isn't one."""
    return {name: value for name, value in node.facts if name in POLICY}


def policy_drifts(
    was: Mapping[str, str], is_now: Mapping[str, str], node: Node, downstream: tuple[str, ...]
) -> Iterator[Drift]:
    """Yield the drifts between two policies, told of `node`, the one that is tried again."""
    if was == is_now:
        return
    before, after = _tries(was), _tries(is_now)
    if not (was and is_now):  # it came or went as a whole, of whatever number
        before, after = (inf if tries is None else tries for tries in (before, after))
    if before is None or after is None:
        names: tuple[str, ...] = (*_COUNTS, *_MANNERS)
    else:
        counts = _counts(was, is_now)
        if counts[0] != counts[1]:
            rule_id = more_or_fewer_tries(before, after) or "layout-only"
            yield _count_drift(rule_id, counts, node, downstream)
        names = _MANNERS if before and after else ()
    for name in names:
        values = (was.get(name), is_now.get(name))
        if values[0] != values[1]:
            yield fact_drift(fact_rule(name, *values, STEP), node, name, values, downstream)


def _tries(policy: Mapping[str, str]) -> float | None:
    """Return how many retries a policy gives, in all where it has several; None if unknown."""
    if not policy:
        return 0
    name = next((name for name in _COUNTS if name in policy), "")
    if not name:
        return inf
    numbers = policy[name].split(", ")
    if not all(number.isdecimal() for number in numbers):
        return None
    return sum(_retries(name, number) for number in numbers)


def _retries(name: str, number: str) -> int:
    return int(number) if name == "retries" else max(int(number) - 1, 0)


def _counts(was: Mapping[str, str], is_now: Mapping[str, str]) -> tuple[Fact | None, Fact | None]:
    """Return what the two say of their number of tries, both in the same terms."""
    before, after = _count(was), _count(is_now)
    if before and after and before[0] != after[0]:
        return ("retries", _told(before)), ("retries", _told(after))
    return before, after


def _count(policy: Mapping[str, str]) -> Fact | None:
    counted = next(((name, policy[name]) for name in _COUNTS if name in policy), None)
    return counted or (("retries", NO_END) if policy else None)


def _told(count: Fact) -> str:
    name, text = count
    if text == NO_END:
        return text
    return ", ".join(str(_retries(name, number)) for number in text.split(", "))


def _count_drift(
    rule_id: str,
    counts: tuple[Fact | None, Fact | None],
    node: Node,
    downstream: tuple[str, ...],
) -> Drift:
    name = next(count[0] for count in counts if count)
    before, after = (count[1] if count else None for count in counts)
    return fact_drift(rule_id, node, name, (before, after), downstream)
