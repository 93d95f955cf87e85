"""Rules of the settings of checks: what is checked, and what becomes of the run where it fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.fact_tables import CHECK
from pytest_etl_diagram.drift.members import by_members, members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.fact_tables import Value

SOFT = frozenset("warn warning info ignore continue skip log pass none low notify alert".split())
"""What an error leads to where the run goes on."""

HARD = frozenset("fail error stop raise abort".split())

LISTS = "checks quality_checks tests validations expectations constraints unit_tests"
"""Facts that list checks."""

_REMARK = re.compile(r" \[[^\]]*\]$")
_WARNS = re.compile(r"severity: (?:warn|info)")


def checks_rule(before: Value, after: Value) -> str:
    """Compare lists of checks, of which each may say how bad it is (`[severity: warn]`)."""
    was, is_now = (dict(_severities(value)) for value in (before, after))
    if was.keys() == is_now.keys() and any(is_now[name] > was[name] for name in was):
        return "quality-check-softened"
    return by_members(CHECK, before, after)


def _severities(value: Value) -> Iterator[tuple[str, bool]]:
    """Yield each check with whether it only warns."""
    for check in members(value):
        yield _REMARK.sub("", check), _WARNS.search(check) is not None


_STOPS = frozenset("critical blocking fail_pipeline fail_on_error stop_on_failure".split())
"""Settings of a check that say, by being true, that the run stops."""

_GOES_ON = frozenset("warn_only continue_on_failure allow_failure ignore_failure".split())
OUTCOMES = (
    _STOPS
    | _GOES_ON
    | frozenset("severity on_fail on_failure on_error action level failure_action".split())
)
"""Settings of a check that say what becomes of the run."""


def _is_soft(name: str, value: Value) -> bool:
    """Tell whether a run goes on after a failed check, by one setting of it."""
    said = (value or "").lower()
    if name in _STOPS:
        return said in ("false", "no", "off")
    return said in (("true", "yes", "on") if name in _GOES_ON else SOFT)


def outcome_rule(name: str, before: Value, after: Value) -> str:
    """Read a setting of a check that says what becomes of the run."""
    soft = _is_soft(name, after) and not _is_soft(name, before)
    return "quality-check-softened" if soft else "quality-check-changed"


def fails_rule(_: Value, after: Value) -> str:
    """Read when a check fails, beside when it only warns."""
    return "quality-check-changed" if after else "quality-check-softened"
