"""Trying again after a transient failure."""

from __future__ import annotations

import functools
import logging
import time
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from utils.errors import TransientError

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)


def retry_with_backoff(
    retries: int = 3,
    backoff_factor: float = 0.5,
    on: tuple[type[Exception], ...] = (TransientError,),
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Call a function up to `retries` times more when it raises one of `on`.

    Before the n-th retry it waits `backoff_factor * 2 ** (n - 1)` seconds, or as long
    as the error's `retry_after` says if that is longer. The last error is raised.
    """
    if retries < 0 or backoff_factor < 0:
        raise ValueError(f"retries and backoff_factor can't be negative: {retries, backoff_factor}")

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            for attempt in range(1, retries + 1):
                try:
                    return function(*args, **kwargs)
                except on as error:  # noqa: PERF203 -- trying again is the point
                    wait = backoff_factor * 2 ** (attempt - 1)
                    wait = max(wait, getattr(error, "retry_after", 0.0))
                    log.warning(
                        "retrying",
                        extra={
                            "function": function.__qualname__,
                            "attempt": attempt,
                            "of": retries,
                            "wait_seconds": wait,
                            "error": str(error),
                        },
                    )
                    time.sleep(wait)
            return function(*args, **kwargs)

        return call

    return decorate
