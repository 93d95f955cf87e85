"""Checks of a frame: each returns a report, and reports add up.

report = row_count(rows, minimum=1) + null_check(rows, ["price"], level="warning")
report.raise_errors(ValidationError)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Report:
    """What checks found: `errors` stop a run, `warnings` are only told."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __add__(self, other: Report) -> Report:
        return Report(self.errors + other.errors, self.warnings + other.warnings)

    @property
    def passed(self) -> bool:
        return not self.errors

    def raise_errors(self, error: type[Exception]) -> None:
        """Raise `error` with all errors in its message, if there are any."""
        if self.errors:
            raise error("; ".join(self.errors))


def schema_check(rows: pd.DataFrame, columns: Iterable[str]) -> Report:
    """Miss none of `columns`; others are a warning."""
    wanted, found = set(columns), set(rows.columns)
    missing = _found(wanted - found, "missing columns: ", "error")
    return missing + _found(found - wanted, "unexpected columns: ", "warning")


def row_count(
    rows: pd.DataFrame, minimum: int = 1, maximum: int | None = None, level: Level = "error"
) -> Report:
    """Have from `minimum` to `maximum` rows."""
    if len(rows) < minimum:
        return _report(f"{len(rows)} rows, expected at least {minimum}", level)
    if maximum is not None and len(rows) > maximum:
        return _report(f"{len(rows)} rows, expected at most {maximum}", level)
    return Report()


def null_check(
    rows: pd.DataFrame, columns: Iterable[str], allowed: float = 0.0, level: Level = "error"
) -> Report:
    """Have no larger share of nulls than `allowed` (0 to 1) in each of `columns`."""
    report = Report()
    for column in columns:
        nulls = int(rows[column].isna().sum())
        if nulls > allowed * len(rows):
            report += _report(f"{column}: {nulls} of {len(rows)} rows are null", level)
    return report


def range_check(
    rows: pd.DataFrame,
    column: str,
    low: float | None = None,
    high: float | None = None,
    level: Level = "error",
) -> Report:
    """Have values from `low` to `high`; nulls are null_check's."""
    values = rows[column].dropna()
    low, high = -math.inf if low is None else low, math.inf if high is None else high
    outside = values[(values < low) | (values > high)]
    if outside.empty:
        return Report()
    return _report(
        f"{column}: {len(outside)} of {len(rows)} rows outside {low} to {high}, "
        f"from {outside.min()} to {outside.max()}",
        level,
    )


def duplicate_check(rows: pd.DataFrame, keys: Iterable[str], level: Level = "error") -> Report:
    """Have each combination of `keys` once."""
    keys = list(keys)
    repeated = int(rows.duplicated(keys).sum())
    if not repeated:
        return Report()
    return _report(f"{repeated} of {len(rows)} rows repeat {', '.join(keys)}", level)


def _found(names: Iterable[str], label: str, level: Level) -> Report:
    names = sorted(names)
    return _report(label + ", ".join(names), level) if names else Report()


def _report(message: str, level: Level) -> Report:
    return Report(errors=(message,)) if level == "error" else Report(warnings=(message,))
