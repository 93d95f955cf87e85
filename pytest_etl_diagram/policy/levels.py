"""Levels and the threshold from which a drift fails its diagram."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.model import Drift, LocatedDrift
    from pytest_etl_diagram.policy.model import Policy

THRESHOLDS = {"any": "info", "warning": "warning", "breaking": "breaking"}
"""The least grave level that fails, by what a project calls the threshold."""

OFF = "off"
"""The level of a rule whose drifts don't count at all."""


def levelled(drifts: Iterable[Drift], policy: Policy) -> tuple[Drift, ...]:
    """Return the drifts with the project's levels, worst first, without those that are off."""
    levels = dict(policy.levels)
    known = [replace(drift, level=levels.get(drift.rule, drift.level)) for drift in drifts]
    counted = [drift for drift in known if drift.level != OFF]
    return tuple(sorted(counted, key=lambda drift: LEVELS.index(drift.level)))


def is_failing(hit: LocatedDrift, fail_on: str) -> bool:
    """Tell whether a drift fails its diagram under the threshold `fail_on`."""
    if hit.allowed:
        return False
    return LEVELS.index(hit.drift.level) <= LEVELS.index(THRESHOLDS[fail_on])
