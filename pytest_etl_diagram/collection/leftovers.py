"""What the project says of its drifts and that was of no use in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.collection.comments import today
from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.policy.leftovers import expired, unused

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pytest_etl_diagram.collection.survey import Survey
    from pytest_etl_diagram.policy.model import Policy

_COMPARED = ("passed", "drifted")
"""What becomes of a diagram that was compared, and neither written nor left out."""


def leftovers(
    policy: Policy, survey: Survey, packed: Collection[Mapping[str, Any]], *, is_full: bool
) -> frozenset[Problem]:
    """Return what of the settings has expired, and what covered nothing in settings and comments.

    The latter is only known where all diagrams were looked at (`is_full`) and every one of them
    was compared: one that was written anew, or couldn't be read, may have been meant. `packed`
    are the results of the items.
    """
    over = expired(policy.allowances, today())
    if not is_full or any(result["status"] not in _COMPARED for result in packed):
        return over
    valid = [each for each in policy.allowances if not each.is_expired(today())]
    used = {Problem(**plain) for result in packed for plain in result["used"]}
    return over | (survey.unused.union(map(unused, valid)) - used)
