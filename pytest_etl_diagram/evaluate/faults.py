"""What plain Python operations raise, as the exceptions of the evaluated code."""

from __future__ import annotations

import re

from pytest_etl_diagram.evaluate.scope import Raised

FAULTS = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, ZeroDivisionError, OverflowError,
    StopIteration, re.error, LookupError, ArithmeticError,
)  # fmt: skip


def fault(error: BaseException) -> Raised:
    """Return the evaluated code's exception for one that a plain operation raised."""
    names = tuple(cls.__name__ for cls in type(error).__mro__)
    return Raised(names, str(error), error)
