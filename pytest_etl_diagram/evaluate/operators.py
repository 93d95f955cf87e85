"""Operators on values, within size budgets."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.budgets import check_size, check_template
from pytest_etl_diagram.evaluate.conversion import adopt, textual
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
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


PLAIN: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "//": operator.floordiv, "%": operator.mod, "**": operator.pow, "<<": operator.lshift,
    ">>": operator.rshift, "|": operator.or_, "&": operator.and_, "^": operator.xor,
    "@": operator.matmul,
}  # fmt: skip
SET_OPERATORS: Mapping[str, Callable[[dict[Any, None], dict[Any, None]], Iterable[object]]] = {
    "|": lambda a, b: {**a, **b},
    "&": lambda a, b: [x for x in a if x in b],
    "-": lambda a, b: [x for x in a if x not in b],
    "^": lambda a, b: [*(x for x in a if x not in b), *(x for x in b if x not in a)],
}


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
    return _unknown(it, op, left, right)


def _unknown(it: Interpreter, op: str, left: object, right: object) -> object:
    """Return what is left of `left op right` where one side is unknown and has no say."""
    if op == "+" and (isinstance(left, str) or isinstance(right, str) or _are_text(left, right)):
        return Unknown(it.text_of(left) + it.text_of(right))
    if op == "+" and isinstance(left, list):
        return _unknown_tail(left, right)
    if op == "%" and isinstance(left, str):
        return percent(it, left, right)
    if op == "/" and isinstance(left, PurePosixPath):
        return Unknown(f"{left}/{it.text_of(right)}")
    return Unknown(
        "{" + cut(f"{stripped(it.text_of(left))} {op} {stripped(it.text_of(right))}") + "}"
    )


def _are_text(left: object, right: object) -> bool:
    return isinstance(left, Unknown) and isinstance(right, Unknown)


def _unknown_tail(known: list[object], rest: object) -> List:
    """Return a list that begins with known items and goes on with unknown ones."""
    result = List([*known, Unknown(text_of(rest))])
    result.maybe = True
    return result


def percent(it: Interpreter, template: str | bytes, values: object) -> object:
    """Return `template % values`."""
    shown, exact = textual(it, values)
    pool = shown.values() if isinstance(shown, dict) else shown
    is_row = isinstance(pool, Iterable) and not isinstance(pool, (str, bytes))
    check_template(template, "%", pool if is_row else (pool,))
    try:
        result = template % shown
    except FAULTS as error:
        if exact:
            raise fault(error) from error
        return Unknown(it.text_of(template))
    return result if exact else Unknown(it.text_of(result))
