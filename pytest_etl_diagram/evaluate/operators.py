"""Operators on values, within size budgets."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.scope import Exhausted, Raised
from pytest_etl_diagram.evaluate.values import (
    Choice,
    Dict,
    List,
    SetValue,
    Unknown,
    Value,
    cut,
    stripped,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

MAX_LENGTH = 1_000_000  # characters of a string, items of a container
MAX_BITS = 100_000  # of an integer
MAX_WIDTH = 10_000  # of a format specification

PLAIN: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "//": operator.floordiv, "%": operator.mod, "**": operator.pow, "<<": operator.lshift,
    ">>": operator.rshift, "|": operator.or_, "&": operator.and_, "^": operator.xor,
    "@": operator.matmul,
}  # fmt: skip
COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
SET_OPERATORS: Mapping[str, Callable[[dict[Any, None], dict[Any, None]], Iterable[object]]] = {
    "|": lambda a, b: {**a, **b},
    "&": lambda a, b: [x for x in a if x in b],
    "-": lambda a, b: [x for x in a if x not in b],
    "^": lambda a, b: [*(x for x in a if x not in b), *(x for x in b if x not in a)],
}
_WIDTH = re.compile(r"\d{4,}")
_WIDTH_ARGUMENT = re.compile(r"%[^a-zA-Z]*\*|:[^{}]*\{")  # `%*d`, `{:{}}`


def binary(it: Interpreter, op: str, left: object, right: object) -> object:
    """Return `left op right`, unknown where it can't be known, Raised where Python raises."""
    if isinstance(left, Value) or isinstance(right, Value):
        return _symbolic(it, op, left, right)
    if op == "%" and isinstance(left, (str, bytes)):
        return percent(it, left, right)
    check_size(op, left, right)
    try:
        result = PLAIN[op](left, right)
    except FAULTS as error:
        raise fault(error) from error
    return _kept(left, right, adopt(result))


def _kept(left: object, right: object, result: object) -> object:
    """Carry over what is uncertain about lists and dicts to what is made of them."""
    if isinstance(result, (List, Dict)):
        for part in (left, right):
            if isinstance(part, (List, Dict)) and part.maybe:
                result.maybe = True
    return result


def _symbolic(it: Interpreter, op: str, left: object, right: object) -> object:
    if isinstance(left, Choice):
        return it.each(left, lambda option: binary(it, op, option, right))
    if isinstance(left, Value):
        found = left.binary(it, op, right, reflected=False)
        if found is not NotImplemented:
            return found
    if isinstance(right, Choice):
        return it.each(right, lambda option: binary(it, op, left, option))
    if isinstance(right, Value):
        found = right.binary(it, op, left, reflected=True)
        if found is not NotImplemented:
            return found
    if isinstance(left, SetValue) and isinstance(right, SetValue) and op in SET_OPERATORS:
        return SetValue(SET_OPERATORS[op](left.items, right.items))
    if op == "+" and (isinstance(left, str) or isinstance(right, str) or _are_text(left, right)):
        return Unknown(text_of(left) + text_of(right))
    if op == "+" and isinstance(left, list):
        return unknown_tail(left, right)
    if op == "%" and isinstance(left, str):
        return percent(it, left, right)
    if op == "/" and isinstance(left, PurePosixPath):
        return Unknown(f"{left}/{text_of(right)}")
    return Unknown("{" + cut(f"{stripped(text_of(left))} {op} {stripped(text_of(right))}") + "}")


def _are_text(left: object, right: object) -> bool:
    return isinstance(left, Unknown) and isinstance(right, Unknown)


def unknown_tail(known: list[object], rest: object) -> List:
    """Return a list that begins with known items and goes on with unknown ones."""
    result = List([*known, Unknown(text_of(rest))])
    result.maybe = True
    return result


def check_size(op: str, left: Any, right: Any) -> None:  # noqa: ANN401  any plain values
    """Raise Exhausted where the result would be too large to be worth computing."""
    size: float = 0
    if op == "*":
        for text, times in ((left, right), (right, left)):
            if isinstance(times, int) and isinstance(text, (str, bytes, list, tuple)):
                size = len(text) * max(times, 0)
        if isinstance(left, int) and isinstance(right, int):
            size = (left.bit_length() + right.bit_length()) * (MAX_LENGTH / MAX_BITS)
    elif op == "**" and isinstance(left, int) and isinstance(right, int):
        size = left.bit_length() * max(right, 0) * (MAX_LENGTH / MAX_BITS)
    elif op == "<<" and isinstance(left, int) and isinstance(right, int):
        size = (left.bit_length() + max(right, 0)) * (MAX_LENGTH / MAX_BITS)
    elif op == "+" and isinstance(left, (str, bytes, list, tuple)):
        size = len(left) + (len(right) if isinstance(right, (str, bytes, list, tuple)) else 0)
    if size > MAX_LENGTH:
        raise Exhausted(f"`{op}` makes a value of over {MAX_LENGTH:,} characters or items")


def check_width(spec: str) -> None:
    """Raise Exhausted where a format specification asks for an enormous width."""
    for width in _WIDTH.findall(spec):
        if len(width) > len(str(MAX_WIDTH)) or int(width) > MAX_WIDTH:
            raise Exhausted(f"a format width of over {MAX_WIDTH:,} characters")


def check_template(template: str | bytes, sign: str, values: Iterable[object]) -> None:
    """Raise Exhausted where filling `values` in at each `sign` would make an enormous text."""
    text = str(template)
    check_width(text)
    pool = list(values)
    if _WIDTH_ARGUMENT.search(text) and any(
        isinstance(v, int) and abs(v) > MAX_WIDTH for v in pool
    ):
        raise Exhausted(f"a format width of over {MAX_WIDTH:,} characters")
    longest = max((len(v) for v in pool if isinstance(v, (str, bytes))), default=0)
    check_size("*", "x" * min(longest, MAX_LENGTH), text.count(sign))


def percent(it: Interpreter, template: str | bytes, values: object) -> object:
    """Return `template % values`."""
    shown, exact = textual(it, values)
    pool = shown.values() if isinstance(shown, dict) else shown
    check_template(template, "%", pool if isinstance(pool, Iterable) else (pool,))
    try:
        result = template % shown  # type: ignore[operator]  Python decides what fits
    except FAULTS as error:
        if exact:
            raise fault(error) from error
        return Unknown(text_of(template))
    return result if exact else Unknown(text_of(result))


def textual(it: Interpreter, value: object) -> tuple[Any, bool]:
    """Return a value with its unknown parts as text, and whether it had none."""
    if isinstance(value, Choice):
        return value.text, False
    if isinstance(value, Value):
        known = value.shown(it)
        return (known, True) if known is not None else (value.text, False)
    if isinstance(value, tuple):
        parts = [textual(it, part) for part in value]
        return tuple(p for p, _ in parts), all(exact for _, exact in parts)
    if isinstance(value, dict):
        pairs = {k: textual(it, part) for k, part in value.items()}
        return {k: p for k, (p, _) in pairs.items()}, all(e for _, e in pairs.values())
    return value, True


def compare(it: Interpreter, op: str, left: object, right: object) -> object:
    """Return `left op right` for a comparison; an unknown where it can't be known."""
    if op in ("is", "is not"):
        found = _identical(left, right)
        return found if found is None or op == "is" else not found
    if op in ("in", "not in"):
        found = _contains(it, right, left)
        return found if found is None or op == "in" else not found
    if isinstance(left, Choice) or isinstance(right, Choice):
        return _agreed(it, op, left, right)
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
    lefts = left.options if isinstance(left, Choice) else (left,)
    rights = right.options if isinstance(right, Choice) else (right,)
    found = {compare(it, op, a, b) for a in lefts for b in rights}
    single = found.pop() if len(found) == 1 else None
    return single if isinstance(single, bool) else None


def _identical(left: object, right: object) -> bool | None:
    if isinstance(left, Choice) or isinstance(right, Choice):
        lefts = left.options if isinstance(left, Choice) else (left,)
        rights = right.options if isinstance(right, Choice) else (right,)
        found = {_identical(a, b) for a in lefts for b in rights}
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
        pool = container if isinstance(container, (list, tuple, dict, range)) else it.items(container)
    doubtful = isinstance(container, (List, Dict)) and container.maybe
    for item in pool:
        if uncertain(item):
            doubtful = True
        elif item is value or compare(it, "==", item, value) is True:
            return None if doubtful and isinstance(container, (List, Dict)) else True
    return None if doubtful else False


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


FAULTS = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, ZeroDivisionError, OverflowError,
    StopIteration, re.error, LookupError, ArithmeticError,
)  # fmt: skip


def fault(error: BaseException) -> Raised:
    """Return the evaluated code's exception for one that a plain operation raised."""
    names = tuple(cls.__name__ for cls in type(error).__mro__)
    return Raised(names, str(error), error)


def adopt(value: object) -> object:
    """Return a plain result as a value of ours: lists and dicts that know what is uncertain."""
    if type(value) is list:
        return List(adopt(v) for v in value)
    if type(value) is dict:
        return Dict((k, adopt(v)) for k, v in value.items())
    if isinstance(value, (set, frozenset)):
        return SetValue(sorted(value, key=str))
    return value
