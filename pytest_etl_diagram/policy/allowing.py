"""Which drifts the project has allowed, and by what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.policy.patterns import matches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pytest_etl_diagram.model import LocatedDrift, Location
    from pytest_etl_diagram.policy.model import Allowance


def allow(
    hits: Sequence[LocatedDrift],
    names: Sequence[str],
    allowances: Sequence[Allowance],
    today: date,
    own: Location | None = None,
) -> tuple[tuple[LocatedDrift, ...], frozenset[Allowance]]:
    """Return the drifts with the reasons of the allowances that cover them, and those that do.

    `names` are what the diagram is called (its name, its node id), by which a subject can
    be told from the same one of another diagram: `daily_sales::load_*`. An allowance of the
    settings covers by rule and subject, one in a comment by rule and line; a comment on `own`,
    where the diagram itself is made, covers all of its drifts. The first one that covers a drift
    gives the reason, and each that does counts as used; one that has expired covers nothing.
    """
    valid = [allowance for allowance in allowances if not allowance.is_expired(today)]
    used: set[Allowance] = set()
    told = []
    for hit in hits:
        covering = [each for each in valid if _covers(each, hit, names, own)]
        used.update(covering)
        told.append(replace(hit, allowed=covering[0].reason) if covering else hit)
    return tuple(told), frozenset(used)


def _covers(
    allowance: Allowance, hit: LocatedDrift, names: Sequence[str], own: Location | None
) -> bool:
    if not matches(allowance.rule, hit.drift.rule):
        return False
    if allowance.is_comment:
        return any(is_about(allowance, place) for place in (hit.location, hit.stage, own) if place)
    subject = hit.drift.subject
    return any(
        matches(allowance.subject, text)
        for text in (subject, *(f"{name}::{subject}" for name in names))
    )


def is_about(allowance: Allowance, place: Location) -> bool:
    """Tell whether a comment that allows something is about a line of its file."""
    is_here = allowance.place.path == place.path
    return is_here and allowance.first <= place.line <= allowance.last
