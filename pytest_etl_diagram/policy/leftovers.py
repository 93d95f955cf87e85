"""What a project has said of its drifts that isn't of use any more, as problems to report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.policy.model import Allowance
from pytest_etl_diagram.policy.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pytest_etl_diagram.policy.model import Remark

_SETTING = "etl_diagrams_allow"


def unused(entry: Remark) -> Problem:
    """Return what to say of an entry that was of no use in a run over everything."""
    if isinstance(entry, Allowance):
        words = f"{_named(entry)} covered no drift; remove it"
    else:
        words = (
            f"'etl-diagram: renamed-from {printable(entry.old_name)}' names no stage that is gone "
            "from a committed diagram, or stands where several are new; remove or correct it"
        )
    return Problem(entry.place.path, entry.place.line, words, fatal=False)


def expired(allowances: Iterable[Allowance], today: date) -> frozenset[Problem]:
    """Return what to say of those that have expired before `today`."""
    return frozenset(
        Problem(
            each.place.path,
            each.place.line,
            f"{_named(each)} has expired on {each.until}; remove it, or give it a later day",
            fatal=False,
        )
        for each in allowances
        if each.is_expired(today)
    )


def _named(allowance: Allowance) -> str:
    if allowance.is_comment:
        return f"'etl-diagram: allow {allowance.rule}'"
    return f"{_SETTING}: '{allowance.rule} {printable(allowance.subject)}'"
