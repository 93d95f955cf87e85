"""Rules of the settings that say what becomes of records that can't be processed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.check_facts import HARD, SOFT

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.fact_tables import Value

_GOES_ON = frozenset("skip_errors ignore_errors continue_on_error".split())
"""Switches with which the run goes on after an error."""

_STOPS = frozenset(("fail_fast",))
"""Switches with which the run stops at the first one."""

_SPARED = frozenset("max_bad_records max_errors error_threshold".split())
"""How many errors a run may have."""

ERROR_HANDLING = (
    _GOES_ON
    | _STOPS
    | _SPARED
    | frozenset("on_error on_fail error_handling error_policy on_bad_records bad_records".split())
    | frozenset("error_handling.strategy error_handling.mode error_handling.action".split())
    | frozenset(("on_error.action",))
)
"""The names of all of them."""


def error_handling_rule(name: str, before: Value, after: Value) -> str:
    """Tell a run that now stops where it went on from every other change."""
    was, is_now = (_strictness(name, (value or "").lower()) for value in (before, after))
    stricter = was is not None and is_now is not None and is_now > was
    return "error-handling-stricter" if stricter else "error-handling-changed"


def _strictness(name: str, value: str) -> float | None:
    """Return a number that is greater the sooner an error stops the run; None: not known."""
    if name in _SPARED:
        return -float(value) if value.replace(".", "", 1).isdecimal() else None
    if name in _GOES_ON | _STOPS:
        stops = {"true": name in _STOPS, "false": name not in _STOPS}.get(value)
    else:
        stops = value in HARD if value in HARD | SOFT else None
    return None if stops is None else float(stops)
