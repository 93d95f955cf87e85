"""Which changed facts of a step only repeat what another change of it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.members import by_members, members
from pytest_etl_diagram.drift.presence import ByPresence

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.drift.fact_tables import Value
    from pytest_etl_diagram.model import Node

PLACES = frozenset({"query", "table", "topic", "path", "bucket", "url", "queue", "key"})
"""Facts that say where a step reads or writes."""

UNRESOLVED = "(unresolved)"
"""How the component of a step ends whose class isn't found."""

COMPONENT = "component"
"""The fact that names the class that does a step."""

_WITH = {"mode": "writes", "keys": "writes", "checks": "raises"}
"""Facts that come and go with another one: what is no longer written has no mode."""

_WITH_COMPONENT = frozenset({"mode", "keys"})
"""Facts of which a class adds some by itself."""

CAME, WENT = "came", "went"
_DIRECTIONS = ByPresence(CAME, "changed", WENT)


def is_told(name: str, old: Node, new: Node) -> bool:
    """Tell whether another change of a step says what this fact's change says."""
    return any(tells(name, old, new) for tells in _TELLING)


def is_lost(before: Value, after: Value) -> bool:
    """Tell whether a step's class is the same one and isn't found any more."""
    return before is not None and after == f"{before} {UNRESOLVED}"


def turned(old: Node, new: Node) -> str:
    """Return the direction in which facts change for a class that isn't found: "" for none.

    What such a class does can't be seen, so that facts go with it and come back.
    """
    was, is_now = ((node.fact("component") or "").endswith(UNRESOLVED) for node in (old, new))
    if was == is_now:
        return ""
    return CAME if was else WENT


def _by_its_handler(name: str, old: Node, new: Node) -> bool:
    """A handler that swallows names its exceptions twice."""
    return (
        name == "swallows"
        and new.role == "handler"
        and None not in (old.fact(name), new.fact(name))
    )


def _by_another_fact(name: str, old: Node, new: Node) -> bool:
    if name not in _WITH:
        return False
    direction = _direction(name, old, new)
    return direction in (CAME, WENT) and direction == _direction(_WITH[name], old, new)


def _by_what_is_swallowed(name: str, old: Node, new: Node) -> bool:
    """An exception that is swallowed instead of raised, or the other way round, is told once."""
    if name != "raises":
        return False
    raised, swallowed = (
        [set(members(node.fact(fact))) for node in (old, new)] for fact in ("raises", "swallows")
    )
    lost, gained = raised[0] - raised[1], raised[1] - raised[0]
    surfaced, hidden = swallowed[0] - swallowed[1], swallowed[1] - swallowed[0]
    return bool(lost | gained) and lost <= hidden and gained <= surfaced


def _by_its_component(name: str, old: Node, new: Node) -> bool:
    """Another class may write in one way more or less; one that isn't found shows nothing."""
    if name == "component" or old.fact("component") == new.fact("component"):
        return False
    lost = turned(old, new)
    if lost:
        return name == "arguments" or _direction(name, old, new) == lost
    return name in _WITH_COMPONENT and _direction(name, old, new) in (CAME, WENT)


def _by_its_endpoint(name: str, old: Node, new: Node) -> bool:
    """A step's table stands also in what it reads or writes."""
    before, after = old.fact(name), new.fact(name)
    if name not in PLACES or before is None or after is None:
        return False
    return any(
        was != is_now and _name_the_same(before, was) and _name_the_same(after, is_now)
        for was, is_now in ((old.fact(end), new.fact(end)) for end in ("reads", "writes"))
    )


_TELLING: tuple[Callable[[str, Node, Node], bool], ...] = (
    _by_its_handler,
    _by_another_fact,
    _by_what_is_swallowed,
    _by_its_component,
    _by_its_endpoint,
)


def _direction(name: str, old: Node, new: Node) -> str:
    return by_members(_DIRECTIONS, old.fact(name), new.fact(name))


def _name_the_same(value: str, end: Value) -> bool:
    """Tell whether a query names the table that is read, or what is read names the table."""
    name = (end or "").partition(": ")[2]
    return bool(name) and (name in value or value in name)
