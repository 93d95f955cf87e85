"""Policies by the names of arguments: what `max_retries=3, delay=2` means, whoever takes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import ClassValue, External, leaf_of, text_of
from pytest_etl_diagram.flows.retries.caught import exception_names
from pytest_etl_diagram.flows.retries.growth import Pause, is_none
from pytest_etl_diagram.flows.tree import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RETRIES = (
    "retries", "max_retries", "num_retries", "n_retries", "nb_retries", "number_of_retries",
    "retry_count", "retry_total", "max_retry", "max_retry_count", "retry_times", "retry_attempts",
    "max_retry_attempts", "message_send_max_retries", "max_retries_on_error",
)  # fmt: skip
ATTEMPTS = (
    "attempts", "max_attempts", "tries", "max_tries", "stop_max_attempt_number", "num_attempts",
    "total_max_attempts", "max_attempt_number", "maximum_attempts", "max_calls_total", "times",
    "max_times", "total_tries", "n_tries", "number_of_attempts", "attempt_limit",
)  # fmt: skip
WAITS = (
    "delay", "wait", "retry_delay", "retry_delay_seconds", "wait_seconds", "delay_seconds",
    "initial_delay", "base_delay", "initial", "wait_initial", "initial_interval", "start_timeout",
    "sleep", "sleeptime", "sleep_time", "interval", "retry_interval", "wait_time", "pause",
    "backoff_seconds", "retry_wait", "initial_wait", "min_delay", "initial_backoff",
    "default_retry_delay", "countdown", "retry_backoff_ms", "retry_delay_ms", "wait_ms",
    "delay_ms", "retry_interval_ms",
)  # fmt: skip
GREATEST = (
    "max_delay", "max_wait", "wait_max", "maximum", "max_timeout", "backoff_max", "max_interval",
    "maximum_interval", "maximum_backoff", "max_backoff", "retry_backoff_max", "max_delay_seconds",
    "retry_backoff_max_ms", "max_sleeptime", "retry_max_delay",
)  # fmt: skip
FACTORS = (
    "backoff", "backoff_factor", "multiplier", "factor", "exp_base", "exponential_base",
    "backoff_multiplier", "backoff_coefficient", "sleepscale", "wait_exp_base", "exponential",
    "exponential_backoff", "retry_backoff", "retry_backoff_factor", "backoff_base", "backoff_rate",
    "retry_exponential_backoff",
)  # fmt: skip
KINDS = {"expo": "exponential", "exp": "exponential", "constant": "fixed", "const": "fixed"}
JITTERS = ("jitter", "max_jitter", "wait_jitter", "backoff_jitter", "retry_jitter_factor")
EXCEPTIONS = (
    "exceptions", "exception", "on", "exc", "retry_on", "retry_exceptions", "exception_types",
    "errors", "error", "catch", "exceptions_to_check", "retry_on_exceptions", "autoretry_for",
    "expected_exception", "allowed_exceptions", "retryable_exceptions", "exceptions_to_catch",
    "retry_on_exception", "on_exceptions", "exception_to_check", "exc_types", "retry_for",
)  # fmt: skip


_RETRY = re.compile(r"retr(?:y|i(?!ev))", re.IGNORECASE)


def speaks_of_retries(name: str) -> bool:
    """Tell whether a name says `retry` or a form of it; `retrieve` doesn't."""
    return _RETRY.search(name) is not None


def normal(name: str) -> str:
    """Return a setting's name as an argument would be called: `retry.backoff.ms` too."""
    return name.lower().replace(".", "_").replace("-", "_")


def by_keywords(keywords: Mapping[str, object], positional: Sequence[object] = ()) -> Policy | None:
    """Return the policy that arguments mean by their names, None where they ask for no retry.

    A first whole number without a name is how often; exceptions without a name are what for.
    """
    given = {normal(k): v for k, v in keywords.items() if isinstance(k, str)}
    retries, attempts = _first(given, RETRIES), _first(given, ATTEMPTS)
    if retries is None and attempts is None:
        attempts = next((v for v in positional if isinstance(v, int) and v is not True), None)
    if retries is not None and is_none(retries):
        return None
    on = exception_names(_first(given, EXCEPTIONS))
    if not on:
        kinds = [v for v in positional if _is_exception(v)]
        on = exception_names(kinds)
    pause = pause_of(given)
    return Policy(
        "" if retries is None else text_of(retries),
        "" if attempts is None or retries is not None else text_of(attempts),
        pause.backoff,
        pause.wait,
        on,
    )


def _is_exception(value: object) -> bool:
    if isinstance(value, tuple):
        return bool(value) and all(_is_exception(v) for v in value)
    if isinstance(value, type):
        return issubclass(value, BaseException)
    return isinstance(value, (ClassValue, External)) and leaf_of(value)[:1].isupper()


def _first(given: Mapping[str, object], names: Sequence[str]) -> object:
    return next((given[name] for name in names if given.get(name) is not None), None)


def pause_of(given: Mapping[str, object]) -> Pause:
    """Return the pauses that arguments ask for."""
    wait = _seconds(given, WAITS)
    last = _seconds(given, GREATEST)
    factor = _first(given, FACTORS)
    jitter = not is_none(_first(given, JITTERS))
    if is_none(factor) or factor == 1:
        if is_none(wait):
            return Pause()
        if isinstance(wait, (list, tuple)):
            return Pause("stepped", steps=tuple(wait))
        return Pause("random" if jitter else "fixed", wait)
    if factor is True:
        return Pause("exponential", wait, last, 2, jitter=jitter)
    if isinstance(factor, (int, float)):
        if factor < 1 and wait is None:  # a base, not a factor
            return Pause("exponential", factor, last, 2, jitter=jitter)
        return Pause("exponential", wait, last, factor, jitter=jitter)
    kind = (leaf_of(factor) or text_of(factor)).lower()
    if isinstance(factor, (External, str)):
        return Pause(KINDS.get(kind, kind), wait, last, jitter=jitter)
    return Pause("exponential", wait, last, factor, jitter=jitter)


def _seconds(given: Mapping[str, object], names: Sequence[str]) -> object:
    name = next((n for n in names if given.get(n) is not None), "")
    value = given.get(name)
    if name.endswith("_ms") and isinstance(value, (int, float)):
        return value / 1000
    return value
