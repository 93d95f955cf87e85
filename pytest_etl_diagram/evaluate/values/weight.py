"""How much there is to a value: what lists hold several times counts as often.

Sixty lines that put a list into the next one twice make a value that fits into a page of memory,
and whose text fits nowhere.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.scope import Exhausted

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_WEIGHT = 200_000
"""So many parts a value may have that is shown, compared or hashed."""
MAX_NESTING = 200
"""So deep it may be nested; CPython parses no deeper brackets either."""
HOLDING = (list, tuple, dict)
ENDLESS = "{…}"
"""What stands for a value that has no measure."""


class Measureless(Exhausted):
    """A value has too many parts or is nested too deeply; `weight` is how many were counted."""

    def __init__(self, message: str, weight: int) -> None:
        """Take what is wrong with it, in words."""
        super().__init__(message)
        self.weight = weight


def weight_of(value: object, holding: type | tuple[type, ...] = HOLDING) -> int:
    """Return how many parts a list, tuple or dict has, and those in it; 0 for anything else.

    `holding` are the types whose parts count. Raises Measureless past MAX_WEIGHT or MAX_NESTING,
    as for what holds itself.
    """
    weight = 0
    level: list[Any] = [value] if isinstance(value, holding) else []
    for _ in range(MAX_NESTING):
        if not level:
            return weight
        weight += sum(map(len, level))
        if weight > MAX_WEIGHT:
            words = f"a value of over {MAX_WEIGHT:,} parts, or one that holds itself"
            raise Measureless(words, weight)
        parts = chain.from_iterable(chain(each, _values(each)) for each in level)
        level = [part for part in parts if isinstance(part, holding)]
    words = f"a value nested over {MAX_NESTING} deep, or one that holds itself"
    raise Measureless(words, weight)


def _values(value: Any) -> Iterable[object]:  # noqa: ANN401  a list, tuple or dict
    return value.values() if isinstance(value, dict) else ()
