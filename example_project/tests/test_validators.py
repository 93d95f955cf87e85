"""Checks: what passes, what is an error, what a warning."""

from __future__ import annotations

import pandas as pd
import pytest

from utils.errors import ValidationError
from utils.validators import (
    Report,
    duplicate_check,
    null_check,
    range_check,
    row_count,
    schema_check,
)

ROWS = pd.DataFrame({"id": [1, 2, 2, 4], "price": [1.5, None, -2.0, 900.0]})


@pytest.mark.parametrize(
    ("report", "finding"),
    [
        (schema_check(ROWS, ["id", "price"]), ""),
        (schema_check(ROWS, ["id", "price", "day", "at"]), "missing columns: at, day"),
        (row_count(ROWS), ""),
        (row_count(ROWS.head(0)), "0 rows, expected at least 1"),
        (row_count(ROWS, maximum=3), "4 rows, expected at most 3"),
        (null_check(ROWS, ["id"]), ""),
        (null_check(ROWS, ["price"], allowed=0.25), ""),
        (null_check(ROWS, ["id", "price"]), "price: 1 of 4 rows are null"),
        (range_check(ROWS, "price", low=-2, high=900), ""),
        (range_check(ROWS, "price", low=0), "1 of 4 rows outside 0 to inf, from -2.0 to -2.0"),
        (range_check(ROWS, "price", 0, 10), "2 of 4 rows outside 0 to 10, from -2.0 to 900.0"),
        (duplicate_check(ROWS, ["id", "price"]), ""),
        (duplicate_check(ROWS, ["id"]), "1 of 4 rows repeat id"),
    ],
)
def test_check_finds(report, finding):
    assert report.passed == (not finding)
    assert finding in "".join(report.errors)
    assert report.warnings == ()


def test_unexpected_column_is_a_warning_only():
    report = schema_check(ROWS, ["id"])
    assert report == Report(warnings=("unexpected columns: price",))
    assert report.passed


@pytest.mark.parametrize(
    "report",
    [
        row_count(ROWS, minimum=9, level="warning"),
        null_check(ROWS, ["price"], level="warning"),
        range_check(ROWS, "price", low=0, level="warning"),
        duplicate_check(ROWS, ["id"], level="warning"),
    ],
)
def test_any_check_can_warn_instead(report):
    assert report.passed
    assert len(report.warnings) == 1
    report.raise_errors(ValidationError)


def test_reports_add_up_and_all_errors_are_told_at_once():
    report = null_check(ROWS, ["price"]) + duplicate_check(ROWS, ["id"])
    with pytest.raises(ValidationError, match=r"price: 1 of 4 rows are null; 1 of 4 rows repeat"):
        report.raise_errors(ValidationError)
