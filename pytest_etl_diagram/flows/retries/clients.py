"""What the classes of HTTP and cloud libraries take to try again: one row a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.values import SetValue, mapping_of, text_of
from pytest_etl_diagram.flows.retries.caught import exception_names
from pytest_etl_diagram.flows.retries.growth import Pause, is_none
from pytest_etl_diagram.flows.tree import Policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.evaluate.values import Args


def _urllib3(args: Args) -> Policy | None:
    """`Retry(total=3, backoff_factor=0.5, status_forcelist=[503])`.

    urllib3 pauses `backoff_factor * 2 ** n` after the n-th retry, and not at all after the first.
    """
    total = args.get(0, "total", 10)
    if total is None:
        kinds = ("connect", "read", "redirect", "status", "other")
        total = next((args.keywords[k] for k in kinds if args.keywords.get(k) is not None), None)
    if total is None or is_none(total):
        return None
    factor = args.keywords.get("backoff_factor")
    pause = Pause()
    if factor is not None and not is_none(factor):
        first = factor * 2 if isinstance(factor, (int, float)) else factor
        jitter = not is_none(args.keywords.get("backoff_jitter"))
        pause = Pause("exponential", first, args.keywords.get("backoff_max"), 2, jitter=jitter)
    return _policy(total, pause, _statuses(args.keywords.get("status_forcelist")))


def _statuses(value: object) -> tuple[str, ...]:
    items: Any = value.items if isinstance(value, SetValue) else value
    if isinstance(items, (list, tuple, dict, range, frozenset)):
        return tuple(f"HTTP {text_of(item)}" for item in items)
    return () if value is None else (f"HTTP {text_of(value)}",)


def _policy(retries: object, pause: Pause, on: tuple[str, ...] = ()) -> Policy:
    return Policy(text_of(retries), "", pause.backoff, pause.wait, on)


def _number_or_object(index: int, name: str) -> Callable[[Args], object]:
    """Return the reader of an argument that is a number of retries or an object for them."""

    def read(args: Args) -> object:
        value = args.get(index, name)
        if isinstance(value, int):
            return None if is_none(value) else _policy(value, Pause())
        return value

    return read


def _botocore(args: Args) -> Policy | None:
    """`Config(retries={"max_attempts": 5, "mode": "adaptive"})`.

    botocore adds one to `max_attempts` for the first try (botocore/args.py,
    `_compute_retry_max_attempts`); `total_max_attempts` counts that too.
    """
    retries = mapping_of(args.keywords.get("retries"))
    if retries is None:
        return None
    mode = retries.get("mode")
    total, more = retries.get("total_max_attempts"), retries.get("max_attempts")
    if total is None and more is None and mode is None:
        return None
    if total is None and more is not None and is_none(more):
        return None
    return Policy(
        "" if total is not None or more is None else text_of(more),
        "" if total is None else text_of(total),
        "" if mode is None else text_of(mode),
    )


def _redis(args: Args) -> Policy:
    """`Retry(ExponentialBackoff(cap=10, base=1), 3)`."""
    backoff = args.get(0, "backoff")
    name = text_of(getattr(backoff, "cls", backoff)).strip("{}").rpartition(".")[2]
    given = getattr(backoff, "args", None)
    kind = "exponential" if "Exponential" in name else "random" if "Jitter" in name else "fixed"
    if given is None or name == "NoBackoff":
        return _policy(args.get(1, "retries"), Pause())
    if name == "ConstantBackoff":
        return _policy(args.get(1, "retries"), Pause("fixed", given.get(0, "backoff")))
    last = given.get(0, "cap", 0.512)
    pause = Pause(kind, given.get(1, "base", 0.008), last, 2, jitter="Jitter" in name)
    return _policy(args.get(1, "retries"), pause, exception_names(args.get(2, "supported_errors")))


def _aiohttp(args: Args) -> Policy:
    """`ExponentialRetry(attempts=3, start_timeout=0.1, max_timeout=30, factor=2)`."""
    keys = args.keywords
    pause = Pause(
        "exponential",
        args.get(1, "start_timeout", 0.1),
        args.get(2, "max_timeout", 30.0),
        args.get(3, "factor", 2),
    )
    on = (*exception_names(keys.get("exceptions")), *_statuses(keys.get("statuses")))
    return Policy("", text_of(args.get(0, "attempts", 3)), pause.backoff, pause.wait, on)


def _aiohttp_list(args: Args) -> Policy:
    timeouts = args.get(0, "timeouts", ())
    if not isinstance(timeouts, (list, tuple)):
        return Policy("", text_of(timeouts))
    pause = Pause("stepped", steps=tuple(timeouts))
    return Policy("", str(len(timeouts)), pause.backoff, pause.wait)


READERS: tuple[tuple[str, str, Callable[[Args], object]], ...] = (
    ("redis", "Retry", _redis),
    ("urllib3", "Retry", _urllib3),
    ("requests", "Retry", _urllib3),
    ("requests", "HTTPAdapter", _number_or_object(2, "max_retries")),
    ("httpx", "HTTPTransport", _number_or_object(9, "retries")),
    ("httpx", "AsyncHTTPTransport", _number_or_object(9, "retries")),
    ("botocore", "Config", _botocore),
    ("boto3", "Config", _botocore),
    ("aiobotocore", "AioConfig", _botocore),
    ("aiohttp_retry", "ExponentialRetry", _aiohttp),
    ("aiohttp_retry", "JitterRetry", _aiohttp),
    ("aiohttp_retry", "RetryOptions", _aiohttp),
    ("aiohttp_retry", "ListRetry", _aiohttp_list),
)
"""(package, class, what a call of it gives: a policy, or an object that carries one)."""
