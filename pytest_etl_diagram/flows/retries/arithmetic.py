"""Arithmetic with numbers that may grow beyond all bounds, or not be known."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import stripped, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BIGGEST = 1e100
MAX_EXPONENT = 1000
OPERATORS: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "//": operator.floordiv, "%": operator.mod, "**": operator.pow, "<<": lambda a, b: a * 2**b,
}  # fmt: skip
COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
EXTREMES: Mapping[str, Callable[[list[float]], float]] = {
    "min": min, "max": max, "numpy.minimum": min, "numpy.maximum": max,
}  # fmt: skip
ROUNDED = frozenset({"float", "int", "abs", "round", "math.floor", "math.ceil"})
POWERS = frozenset({"pow", "math.pow"})
NUMERIC = ROUNDED | POWERS | frozenset(EXTREMES)
"""Functions that give numbers, by their qualified names."""


def name_of(function: object) -> str:
    """Return the qualified name of a function or a type."""
    return function.__name__ if isinstance(function, type) else stripped(text_of(function))


def calculated(op: str, left: float | None, right: float | None) -> float | None:
    """Return `left op right`, at most BIGGEST; None where there is no such number."""
    if left is None or right is None or op not in OPERATORS:
        return None
    if op in {"**", "<<"} and abs(right) > MAX_EXPONENT:
        return BIGGEST
    try:
        found = OPERATORS[op](left, right)
    except OverflowError:
        return BIGGEST
    except (ArithmeticError, ValueError, TypeError):
        return None
    return None if isinstance(found, complex) else max(-BIGGEST, min(found, BIGGEST))
