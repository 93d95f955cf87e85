"""Schedules in a normal form, so that two spellings of the same one are equal."""

from __future__ import annotations

import re
from typing import Any

from .views import Schedule

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
UNITS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1, "ms": 0.001, "us": 0.000001}
CRON = re.compile(r"\S+( \S+){4,6}")


def seconds(words: str) -> float | None:
    """Return the seconds of a duration in words (`1h 30m`), None if it is none."""
    total = 0.0
    for part in words.split():
        match = re.fullmatch(r"(-?\d+(?:\.\d+)?)(w|d|h|m|s|ms|us)", part)
        if not match:
            return None
        total += float(match[1]) * UNITS[match[2]]
    return round(total, 6) if words.strip() else None


def from_text(text: str) -> Schedule:
    """Return the schedule that a fact or a truth's `schedule` spells, assets apart."""
    text = text.strip().strip("'\"")
    if text in {"", "None", "none", "@none"}:
        return Schedule()
    if text in {"@once", "@continuous"}:
        return Schedule("once", text)
    every = seconds(text.removeprefix("every ").removeprefix("timedelta:"))
    if every is not None:
        return Schedule("every", str(every))
    text = " ".join(PRESETS.get(text, text).split())
    if CRON.fullmatch(text) and not re.match(r"[A-Z]\w+:", text):
        return Schedule("cron", text)
    return Schedule("other", text)


def from_truth(record: dict[str, Any]) -> Schedule:
    """Return the schedule of a DAG of a truth file."""
    if record["schedule_kind"].startswith("assets"):
        return Schedule(
            "asset", record["schedule"] or "", tuple(_assets(record["schedule_assets"]))
        )
    schedule = from_text(record["schedule"] or "")
    if schedule.kind == "other":
        return Schedule("other", schedule.text.partition(":")[0])
    return schedule


def _assets(expression: object) -> list[frozenset[str]]:
    """List the assets of an expression of `all`, `any` and assets, as spellings of each."""
    if isinstance(expression, list):
        return [asset for part in expression for asset in _assets(part)]
    if not isinstance(expression, dict):
        return []
    if "all" in expression or "any" in expression:
        return _assets(expression.get("all", expression.get("any")))
    spellings = frozenset(value for value in expression.values() if isinstance(value, str))
    return [spellings] if spellings else []


def same(truth: Schedule, ours: Schedule) -> bool:
    """Tell whether our schedule says what the truth says.

    A timetable is right when its class is named, an asset schedule when each
    asset is named by its name or its URI: how they are worded is the drawing's affair.
    """
    if truth.kind == "asset":
        named = " ".join((ours.text, *(word for asset in ours.assets for word in asset)))
        return bool(named.strip()) and all(any(w in named for w in asset) for asset in truth.assets)
    if truth.kind == "other":
        return truth.text in ours.text
    return (truth.kind, truth.text) == (ours.kind, ours.text)
