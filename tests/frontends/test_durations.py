"""Durations in words, as facts show them."""

from __future__ import annotations

import pytest

from pytest_etl_diagram.frontends.airflow.facts import duration


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0s"),
        (1.5, "1.5s"),
        (60, "1m"),
        (5400, "1h 30m"),
        (90061, "1d 1h 1m 1s"),
        (-300, "-5m"),
        (10**30, "11574074074074074074074074d 1h 46m 40s"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
    ],
)
def test_a_duration_is_said_in_words(seconds, words):
    assert duration(seconds) == words
