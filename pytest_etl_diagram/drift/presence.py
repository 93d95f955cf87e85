"""The three rules of what can come, change or go."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ByPresence:
    """The ids of the rules for what comes, changes or goes; "" where there is none of its own."""

    added: str = ""
    changed: str = ""
    removed: str = ""


def always(rule_id: str) -> ByPresence:
    """Return one rule for all three."""
    return ByPresence(rule_id, rule_id, rule_id)
