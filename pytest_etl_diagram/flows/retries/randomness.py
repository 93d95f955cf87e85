"""Random numbers: between what and what they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Number = float
Range = tuple[float, float]


def _between(given: Sequence[Number]) -> Range:
    low, high = (*given, 0, 1)[:2] if len(given) != 1 else (0, given[0])
    return (low, high) if low <= high else (high, low)


def _around(given: Sequence[Number]) -> Range:
    return (given[0], given[0]) if given else (0, 0)


_LIMITS: Mapping[str, Callable[[Sequence[Number]], Range]] = {
    "random": lambda _: (0, 1),
    "rand": lambda _: (0, 1),
    "random_sample": lambda _: (0, 1),
    "uniform": _between,
    "triangular": _between,
    "randint": _between,
    "randrange": _between,
    "randbelow": _between,
    "integers": _between,
    "betavariate": lambda _: (0, 1),
    "gauss": _around,
    "normal": _around,
    "normalvariate": _around,
    "expovariate": lambda _: (0, 1),
    "choice": lambda given: (min(given, default=0), max(given, default=0)),
}


def is_random(name: str) -> bool:
    """Tell whether a qualified name is that of a function for random numbers."""
    owner, _, leaf = name.lower().rpartition(".")
    return leaf in _LIMITS and any(word in owner for word in ("random", "rng", "secrets"))


def limits(name: str, given: Sequence[Number]) -> Range:
    """Return the least and the greatest number that a function of random numbers gives."""
    return _LIMITS[name.lower().rpartition(".")[2]](given)


def drawn(between: Range, draw: str) -> Number:
    """Return one number of a range: the `low` or the `high` end, or the `neutral` one.

    Neutral is what changes a sum or a product least: 0 or 1, else the middle.
    """
    low, high = between
    if draw != "neutral":
        return low if draw == "low" else high
    return next((n for n in (0, 1) if low <= n <= high), (low + high) / 2)
