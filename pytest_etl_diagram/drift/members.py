"""The members of a fact that lists several things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.presence import ByPresence

_OPENING, _CLOSING = "([{", ")]}"


def members(value: str | None) -> tuple[str, ...]:
    """Divide `pgdata:/data, logs (external, name: old)` at its outer commas.

    A value whose brackets don't match is divided at every comma.
    """
    if not value:
        return ()
    parts = value.split(", ")
    found: list[str] = []
    depth = 0
    for part in parts:
        if depth:
            found[-1] += f", {part}"
        else:
            found.append(part)
        depth += sum(part.count(each) for each in _OPENING)
        depth -= sum(part.count(each) for each in _CLOSING)
    told = parts if depth else found
    return tuple(each for each in told if each)


def by_members(rules: ByPresence, before: str | None, after: str | None) -> str:
    """Return the rule for a fact that lists several things, "" where only their order differs."""
    was, is_now = (set(members(value)) for value in (before, after))
    if was == is_now:
        return ""
    if was < is_now:
        return rules.added
    return rules.removed if is_now < was else rules.changed
