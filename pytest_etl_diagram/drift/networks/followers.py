"""Facts of a unit that say more about another one, and come and go with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Node

_LEADERS: Final = {
    "scales_on": "autoscaling",
    "storage": "volumes",
    "remote_base_log_folder": "remote_logging",
    "remote_log_conn_id": "remote_logging",
    "timezone": "schedule",
    "kind": "system",
}
"""Fact → the one that it says more about."""

_OF_A_NAME: Final = frozenset(("host", "system"))
"""Facts that are told of a system outside, and go where it isn't known any more."""

_CONTAINER: Final = "image"


def without_followers(old: Node, new: Node) -> tuple[Node, Node]:
    """Return a box before and after without the facts that only come or go along with another."""
    was, is_now = dict(old.facts), dict(new.facts)
    led = {
        name
        for name in was.keys() ^ is_now.keys()
        if (name in _OF_A_NAME and old.name != new.name) or _is_led(name, was, is_now)
    }
    return (_without(old, led), _without(new, led)) if led else (old, new)


def _is_led(name: str, was: dict[str, str], is_now: dict[str, str]) -> bool:
    holder, _, last = name.rpartition(".")
    leader = _LEADERS.get(last, "")
    if leader:
        leader = f"{holder}.{leader}" if holder else leader
        return was.get(leader) != is_now.get(leader)
    container = f"{holder}.{_CONTAINER}"
    return bool(holder) and name != container and (container in was) is not (container in is_now)


def _without(node: Node, names: set[str]) -> Node:
    return replace(node, facts=tuple(fact for fact in node.facts if fact[0] not in names))
