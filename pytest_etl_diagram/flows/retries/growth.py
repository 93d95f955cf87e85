"""How pauses grow, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Choice, Value, inside, text_of
from pytest_etl_diagram.flows.retries.arithmetic import BIGGEST
from pytest_etl_diagram.frontends.airflow.facts import duration

if TYPE_CHECKING:
    from collections.abc import Sequence

VARIES = "varies"
"""A pause that is worked out anew each time, from something that isn't known."""
MIN_ROW = 3
"""So many numbers make a row whose growth can be told."""


@dataclass(frozen=True, slots=True)
class Pause:
    """The pauses between tries.

    - `kind`: `fixed`, `exponential`, `linear`, `random`, `stepped` (a list), `growing`, or ""
      for none or one of which nothing is known.
    - `first`, `last`: the first pause and the greatest, in seconds, as a timedelta or as what
      stands for them; of a random one the least and the greatest. None: there's none.
    - `factor`: of an exponential one; `steps`: of a list.
    - `jitter`: something random is added.
    """

    kind: str = ""
    first: object = None
    last: object = None
    factor: object = None
    steps: tuple[object, ...] = ()
    jitter: bool = False

    @property
    def backoff(self) -> str:
        """Say how it grows."""
        words = self.kind
        if self.kind == "exponential" and self.factor is not None:
            words += f" x{number(self.factor)}"
        if self.jitter and self.kind not in ("random", ""):
            words += " with jitter"
        return words

    @property
    def wait(self) -> str:
        """Say how long it is: the first, and the greatest where there is one."""
        if self.steps:
            return ", ".join(length(step) for step in self.steps)
        if self.first is None:
            return ""
        first = length(self.first)
        last = "" if self.last is None else length(self.last)
        return f"{first} to {last}" if last and last != first else first


def number(value: object) -> str:
    """Return a factor in words."""
    return f"{value:g}" if isinstance(value, (int, float)) else text_of(value)


def length(value: object) -> str:
    """Return a pause in words: numbers are seconds."""
    if isinstance(value, timedelta):
        return duration(value.total_seconds())
    if isinstance(value, Choice):
        return " | ".join(length(option) for option in value.options)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return duration(round(value, 6))
    return text_of(value)


def is_none(value: object) -> bool:
    """Tell whether a pause isn't there: nothing, or of no length."""
    if isinstance(value, timedelta):
        return not value
    return value is None or value is False or (isinstance(value, (int, float)) and value <= 0)


def fixed(value: object) -> Pause:
    """Return pauses of one length, none where it is zero."""
    return Pause() if is_none(value) else Pause("fixed", value)


def classify(row: Sequence[float], *, listed: bool) -> Pause:
    """Return what the pauses of some rounds are; `listed` pauses are all there are."""
    if not row or not any(row):
        return Pause()
    if all(_near(n, row[0]) for n in row):
        return Pause("fixed", row[0])
    rising, last = _capped(row)
    if listed and last is not None:
        rising, last = (*rising, last), None
    known = len(rising) >= (2 if last is not None else MIN_ROW)
    factor = _factor(rising) if known else None
    if factor is not None:
        return Pause("exponential", _first(rising), last, factor)
    if known and _step(rising) is not None:
        return Pause("linear", rising[0], last)
    if listed:
        return Pause("stepped", steps=tuple(rising))
    return Pause("growing", _first(rising), last)


def _near(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-12)


def _first(row: Sequence[float]) -> float:
    return next((n for n in row if n), row[0])


def _capped(row: Sequence[float]) -> tuple[Sequence[float], float | None]:
    """Return the part of a row that changes, and where it stops."""
    last = row[-1]
    same = 0
    while same < len(row) and _near(row[-1 - same], last):
        same += 1
    return (row, None) if same == 1 else (row[: len(row) - same], last)


def _factor(row: Sequence[float]) -> float | None:
    """Return by what each number of a row is greater than the one before it, None: by several."""
    if any(n <= 0 for n in row):
        return None
    factors = [b / a for a, b in pairwise(row) if b < BIGGEST]
    same = factors and all(_near(f, factors[0]) for f in factors)
    return factors[0] if same and not _near(factors[0], 1) else None


def _step(row: Sequence[float]) -> float | None:
    steps = [b - a for a, b in pairwise(row)]
    return steps[0] if steps and all(_near(s, steps[0]) for s in steps) else None


def named(pause: Pause, symbols: dict[str, float]) -> Pause:
    """Return a pause with what stands for unknowns in place of their samples."""
    if not symbols:
        return pause
    return replace(
        pause,
        first=_named(pause.first, symbols),
        last=_named(pause.last, symbols),
        factor=_named(pause.factor, symbols),
        steps=tuple(_named(step, symbols) for step in pause.steps),
    )


def _named(value: object, symbols: dict[str, float]) -> object:
    """Return what a number stands for: an unknown, or a small multiple or part of one."""
    if not isinstance(value, (int, float)) or not value:
        return value
    most = min(symbols.values())
    for text, sample in symbols.items():
        for op, ratio in ((" * ", value / sample), (" / ", sample / value)):
            if _near(ratio, 1):
                return _Text(text)
            if 1 < ratio < most and _near(ratio, round(ratio)):
                return _Text(inside(text, f"{op}{ratio:.0f}"))
    return value


class _Text(Value):
    """A placeholder."""

    __slots__ = ("text",)
    text: str

    def __init__(self, text: str) -> None:
        """Take the text to show."""
        self.text = text


def plus(a: Pause, b: Pause) -> Pause:
    """Return the pauses of two strategies, one after the other."""
    if a.first is None or b.first is None:
        return b if a.first is None and not a.steps else a
    if b.kind == "random" and a.kind in ("exponential", "linear"):
        return with_jitter(a)
    if a.kind == "random" or (b.kind not in ("random", "fixed")):
        a, b = b, a
    first, last = _sum(a.first, b.first), _sum(a.last, b.first)
    if b.kind == "random" and a.kind == "fixed":
        return Pause("random", first, _sum(a.first, b.last))
    return replace(a, first=first, last=last)


def _sum(a: object, b: object) -> object:
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a + b
    return a


def with_jitter(pause: Pause) -> Pause:
    """Return pauses to which something random is added."""
    return replace(pause, jitter=True)
