"""Comparisons of values; None where they can't be known."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.values import Choice, Dict, List, SetValue, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_PLAIN = frozenset((str, bytes, int, float, bool, type(None)))
"""Types whose values are compared as they are."""

_COMPARED = 100
"""So many items looked at for one that is searched are a step."""

MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def compare(it: Interpreter, op: str, left: object, right: object) -> bool | None:
    """Return `left op right` for a comparison; None where it can't be known."""
    if op in ("is", "is not"):
        found = _identical(left, right)
        return found if found is None or op == "is" else not found
    if op in ("in", "not in"):
        found = _contains(it, right, left)
        return found if found is None or op == "in" else not found
    if isinstance(left, Choice) or isinstance(right, Choice):
        return _agreed(it, op, left, right)
    if not (it.has_measure(left) and it.has_measure(right)):
        return None
    if uncertain(left) or uncertain(right):
        return None
    if isinstance(left, Value):
        return left.compare(it, op, right)
    if isinstance(right, Value):
        return right.compare(it, MIRRORED[op], left)
    try:
        return bool(COMPARISONS[op](left, right))
    except FAULTS as error:
        raise fault(error) from error


def _agreed(it: Interpreter, op: str, left: object, right: object) -> bool | None:
    found = {compare(it, op, a, b) for a, b in _pairs(left, right)}
    return found.pop() if len(found) == 1 else None


def _pairs(left: object, right: object) -> list[tuple[object, object]]:
    """Return each option of the left with each of the right; what is no choice is one option."""
    lefts = left.options if isinstance(left, Choice) else (left,)
    rights = right.options if isinstance(right, Choice) else (right,)
    return [(a, b) for a in lefts for b in rights]


def _identical(left: object, right: object) -> bool | None:
    if isinstance(left, Choice) or isinstance(right, Choice):
        found = {_identical(a, b) for a, b in _pairs(left, right)}
        return found.pop() if len(found) == 1 else None
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    if isinstance(left, Value) or isinstance(right, Value) or left is None or right is None:
        return left is right
    if isinstance(left, (list, dict)):
        return left is right
    return type(left) is type(right) and left == right


def _contains(it: Interpreter, container: object, value: object) -> bool | None:
    if isinstance(container, str):
        return value in container if isinstance(value, str) else None
    if isinstance(value, (Unknown, Choice)):
        return None
    if isinstance(container, Value):
        found = container.contains(it, value)
        if found is not None:
            return found
        pool = container.iterate(it)
        if pool is None:
            return None
    else:
        pool = (
            container if isinstance(container, (list, tuple, dict, range)) else it.items(container)
        )
    may_change = isinstance(container, (List, Dict, SetValue))
    doubtful = isinstance(container, (List, Dict, SetValue)) and container.maybe
    for count, item in enumerate(pool):
        if count % _COMPARED == _COMPARED - 1:
            it.step()
        found = _is_item(it, item, value)
        if found:
            return None if doubtful and may_change else True
        doubtful = doubtful or found is None
    return None if doubtful else False


def _is_item(it: Interpreter, item: object, value: object) -> bool | None:
    """Tell whether an item of a container is the value looked for; what can't be known is not."""
    if type(value) in _PLAIN and type(item) in _PLAIN:
        return item == value
    if not it.has_measure(item) or uncertain(item):
        return None
    return item is value or compare(it, "==", item, value) is True


def uncertain(value: object, depth: int = 3) -> bool:
    """Tell whether a value is, or holds, something unknown."""
    if isinstance(value, (Unknown, Choice)):
        return True
    if isinstance(value, (List, Dict)) and value.maybe:
        return True
    if depth and isinstance(value, (list, tuple)):
        return any(uncertain(v, depth - 1) for v in value)
    if depth and isinstance(value, dict):
        return any(uncertain(v, depth - 1) for v in value.values())
    return False
