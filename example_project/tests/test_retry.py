"""retry_with_backoff: how often, how long, and for what."""

from __future__ import annotations

import pytest

from utils.errors import ExtractionError, TransientError
from utils.retry import retry_with_backoff


def failing(*errors):
    """Return a function that raises each error once and then returns its calls."""
    script, calls = list(errors), []

    def function():
        calls.append(1)
        if script:
            raise script.pop(0)
        return len(calls)

    return function


def test_waits_twice_as_long_before_each_retry(waits):
    flaky = failing(*[TransientError("lost")] * 3)
    assert retry_with_backoff(retries=3, backoff_factor=0.5)(flaky)() == 4
    assert waits == [0.5, 1.0, 2.0]


def test_waits_as_long_as_the_other_side_asks(waits):
    busy = failing(TransientError("busy", retry_after=30), TransientError("busy", retry_after=1))
    retry_with_backoff(retries=2, backoff_factor=4)(busy)()
    assert waits == [30, 8]


def test_last_error_is_raised_when_the_retries_are_used_up(waits):
    errors = [TransientError(f"try {number}") for number in range(4)]
    with pytest.raises(TransientError, match="try 2"):
        retry_with_backoff(retries=2)(failing(*errors))()
    assert len(waits) == 2


def test_other_errors_are_not_retried(waits):
    with pytest.raises(ExtractionError):
        retry_with_backoff()(failing(ExtractionError("no such table")))()
    assert waits == []


def test_what_is_retried_can_be_chosen(waits):
    retry_with_backoff(retries=1, backoff_factor=0, on=(KeyError,))(failing(KeyError("x")))()
    assert waits == [0]


def test_function_keeps_its_name_arguments_and_result():
    @retry_with_backoff()
    def add(first: int, second: int = 0) -> int:
        """Add."""
        return first + second

    assert (add.__name__, add.__doc__, add(1, second=2)) == ("add", "Add.", 3)


@pytest.mark.parametrize("wrong", [{"retries": -1}, {"backoff_factor": -0.5}])
def test_negative_settings_are_refused(wrong):
    with pytest.raises(ValueError, match="negative"):
        retry_with_backoff(**wrong)
