"""The rule of a changed schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.fact_tables import Value

PRESETS = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@quarterly": "0 0 1 */3 *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
"""Schedules that have a name, as cron writes them."""

_ONCE = "@once"


def schedule_rule(before: Value, after: Value) -> str:
    """Return the rule for another schedule; without one a pipeline doesn't run by itself.

    One that is only written in another way is none, and one that runs a single time has an end.
    """
    if not (before or after):
        return ""
    if before and after and PRESETS.get(before, before) == PRESETS.get(after, after):
        return "layout-only"
    was, is_now = (bool(value) and value != _ONCE for value in (before, after))
    if was is is_now:
        return "schedule-changed" if was else ("schedule-added" if after else "schedule-removed")
    return "schedule-removed" if was else "schedule-added"
