"""What filters, tests, methods and operators of Jinja do with values that are known: tables.

Everything here is cheap whatever it is given: results that would be large aren't known.
"""

# ruff: noqa: ANN401  what templates work with is of any type
from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.declarations.jinja.values import is_small

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_SIZE = 100_000
"""So many characters or items a result may have."""
MAX_RANGE = 2_000
MAX_POWER = 64


class NotKnown(Exception):  # noqa: N818  no error: the value is unknown
    """A result that isn't worked out here."""


FAILURES = (
    NotKnown, TypeError, ValueError, KeyError, IndexError, AttributeError, ArithmeticError,
    RecursionError,
)  # fmt: skip
"""How a function refuses its arguments: what it gives is unknown then."""


def _size(*values: object) -> int:
    return sum(len(v) for v in values if isinstance(v, (str, list, tuple, dict)))


def _small(result: Any) -> Any:
    if _size(result) > MAX_SIZE:
        raise NotKnown
    return result


# -- operators ----------------------------------------------------------------


def _add(left: Any, right: Any) -> Any:
    if _size(left, right) > MAX_SIZE:
        raise NotKnown
    return left + right


def _numbers(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def apply(left: Any, right: Any) -> Any:
        if isinstance(left, (str, list, tuple)) or isinstance(right, (str, list, tuple)):
            raise NotKnown
        return function(left, right)

    return apply


def _power(left: Any, right: Any) -> Any:
    if not (abs(left) <= MAX_POWER and abs(right) <= MAX_POWER):
        raise NotKnown
    return left**right


def _compared(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def apply(left: Any, right: Any) -> Any:
        if not (is_small(left) and is_small(right)):
            raise NotKnown
        return function(left, right)

    return apply


BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": _add,
    "-": _numbers(operator.sub),
    "*": _numbers(operator.mul),
    "/": _numbers(operator.truediv),
    "//": _numbers(operator.floordiv),
    "%": _numbers(operator.mod),
    "**": _numbers(_power),
    "==": _compared(operator.eq),
    "!=": _compared(operator.ne),
    "<": _compared(operator.lt),
    "<=": _compared(operator.le),
    ">": _compared(operator.gt),
    ">=": _compared(operator.ge),
    "in": _compared(lambda left, right: left in right),
    "not in": _compared(lambda left, right: left not in right),
}
UNARY: Mapping[str, Callable[[Any], Any]] = {"-": operator.neg, "+": operator.pos}


# -- functions and filters ----------------------------------------------------


def _range(*bounds: int) -> list[int]:
    found = range(*bounds)
    if len(found) > MAX_RANGE:
        raise NotKnown
    return list(found)


def replaced(text: str, old: str, new: str, count: int = -1) -> str:
    """Return a text with one part replaced by another, as `str.replace` does."""
    if _size(text) * max(_size(new), 1) > MAX_SIZE:
        raise NotKnown
    return text.replace(old, new, count)


def joined(items: Any, between: str = "", attribute: str | None = None) -> str:
    """Return items as one text, as Jinja's `join` does."""
    if attribute is not None:
        items = [item[attribute] for item in items]
    found = [plain(item) for item in items]
    if len(found) * max(len(between), 1) > MAX_SIZE:
        raise NotKnown
    return str(_small(str(between).join(found)))


def plain(value: object) -> str:
    """Return a value as text; raise NotKnown for what isn't a plain one."""
    if not isinstance(value, (str, int, float, bool)):
        raise NotKnown
    return str(value)


def _percent(text: str, *args: object) -> str:
    """`'%s_%s' | format(a, b)`, without widths."""
    if text.count("%") != text.count("%s"):
        raise NotKnown
    return text % tuple(plain(arg) for arg in args)


def _map(items: Any, name: str | None = None, *args: Any, **named: Any) -> list[Any]:
    if "attribute" in named:
        key = named["attribute"]
        return [item[key] for item in items]
    if name is None or name not in FILTERS:
        raise NotKnown
    return [FILTERS[name](item, *args) for item in items]


def _selected(*, wanted: bool) -> Callable[..., list[Any]]:
    def select(items: Any, name: str = "", *args: Any) -> list[Any]:
        if not name:
            return [item for item in items if bool(item) is wanted]
        return [item for item in items if TESTS[name](item, *args) is wanted]

    return select


def _selected_by(*, wanted: bool) -> Callable[..., list[Any]]:
    def select(items: Any, key: str, name: str = "", *args: Any) -> list[Any]:
        if not name:
            return [item for item in items if bool(item.get(key)) is wanted]
        return [item for item in items if TESTS[name](item.get(key), *args) is wanted]

    return select


def _unique(items: Any = ()) -> list[Any]:
    return list(dict.fromkeys(items))


def _sort(items: Any, reverse: Any = False, **named: Any) -> list[Any]:  # noqa: FBT002  Jinja's
    if named:
        raise NotKnown
    return sorted(items, reverse=bool(reverse))


def _bool(value: Any) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if isinstance(value, bool):
        return value
    raise NotKnown


def _reverse(value: Any) -> Any:
    return value[::-1]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "abs": abs,
    "as_bool": _bool,
    "as_native": lambda value: value,
    "as_number": lambda value: value if isinstance(value, (int, float)) else int(value),
    "as_text": plain,
    "capitalize": lambda text: text.capitalize(),
    "count": len,
    "first": lambda items: items[0],
    "float": float,
    "format": _percent,
    "int": lambda value, default=0: int(value) if str(value).isdecimal() else default,
    "items": lambda mapping: [list(pair) for pair in mapping.items()],
    "join": joined,
    "last": lambda items: items[-1],
    "length": len,
    "list": list,
    "lower": lambda text: text.lower(),
    "map": _map,
    "max": max,
    "min": min,
    "reject": _selected(wanted=False),
    "rejectattr": _selected_by(wanted=False),
    "replace": replaced,
    "reverse": _reverse,
    "safe": lambda value: value,
    "select": _selected(wanted=True),
    "selectattr": _selected_by(wanted=True),
    "sort": _sort,
    "string": plain,
    "sum": sum,
    "title": lambda text: text.title(),
    "trim": lambda text, *signs: text.strip(*signs),
    "unique": _unique,
    "upper": lambda text: text.upper(),
}
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "dict": dict,
    "namespace": dict,
    "range": _range,
    "set": _unique,
    "zip": lambda *lists: [list(pair) for pair in zip(*lists, strict=False)],
}

TESTS: Mapping[str, Callable[..., bool]] = {
    "boolean": lambda value: isinstance(value, bool),
    "divisibleby": lambda value, number: value % number == 0,
    "eq": _compared(operator.eq),
    "equalto": _compared(operator.eq),
    "even": lambda value: value % 2 == 0,
    "false": lambda value: value is False,
    "float": lambda value: isinstance(value, float),
    "ge": _compared(operator.ge),
    "gt": _compared(operator.gt),
    "in": _compared(lambda value, items: value in items),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "iterable": lambda value: isinstance(value, (str, list, tuple, dict)),
    "le": _compared(operator.le),
    "lower": lambda text: text.islower(),
    "lt": _compared(operator.lt),
    "mapping": lambda value: isinstance(value, dict),
    "ne": _compared(operator.ne),
    "none": lambda value: value is None,
    "number": lambda value: isinstance(value, (int, float)),
    "odd": lambda value: value % 2 == 1,
    "sameas": _compared(operator.eq),
    "sequence": lambda value: isinstance(value, (str, list, tuple, dict)),
    "string": lambda value: isinstance(value, str),
    "true": lambda value: value is True,
    "upper": lambda text: text.isupper(),
}


def small(function: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """Return what a function gives; raise one of FAILURES where that isn't known or too large."""
    return _small(function(*args, **named))
