"""What a project says of its drifts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pytest_etl_diagram.model import Location, Problem


@dataclass(frozen=True, slots=True)
class Allowance:
    """One drift, or a family of them, that the project accepts for a reason.

    `rule` and `subject` are patterns with `*` and `?`. `until` is the last day on which it
    counts, None for ever. `place` is where it was written: a line of pytest's settings, or of
    the code that it is a comment in. `first` to `last` are the lines that such a comment is
    about (`first` is 0 for one about its whole file), both 0 for the settings.
    """

    rule: str
    subject: str
    reason: str
    place: Location
    until: date | None = None
    first: int = 0
    last: int = 0

    @property
    def is_comment(self) -> bool:
        """Tell whether it covers lines of code, and not subjects."""
        return self.last > 0

    def is_expired(self, today: date) -> bool:
        """Tell whether its last day is over."""
        return self.until is not None and self.until < today


@dataclass(frozen=True, slots=True)
class Renamed:
    """A stage that is made on the lines `first` to `last` was called `old_name` before.

    `place` is where the comment stands that says so.
    """

    old_name: str
    place: Location
    first: int
    last: int


Remark = Allowance | Renamed
"""What a project says of its drifts, in its settings or in comments."""


@dataclass(frozen=True, slots=True)
class Comments:
    """What the comments of one file say: what they allow, what was renamed, what is wrong."""

    allowances: tuple[Allowance, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy of a run.

    `fail_on` is one of `THRESHOLDS`, `levels` are the rules with another level than that
    of the catalogue, or `off`, `allowances` those of the settings.
    """

    fail_on: str = "any"
    levels: tuple[tuple[str, str], ...] = ()
    allowances: tuple[Allowance, ...] = ()
