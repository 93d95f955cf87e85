"""`operator`: Python's operators as functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.comparison import COMPARISONS, compare
from pytest_etl_diagram.evaluate.operators import PLAIN
from pytest_etl_diagram.evaluate.values import (
    Args,
    Native,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


OPERATOR_NAMES = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
    "lshift": "<<", "rshift": ">>", "or_": "|", "and_": "&", "xor": "^", "concat": "+",
}  # fmt: skip
COMPARISON_NAMES = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
assert set(OPERATOR_NAMES.values()) <= set(PLAIN)  # noqa: S101  two tables that must agree
assert set(COMPARISON_NAMES.values()) <= set(COMPARISONS)  # noqa: S101  two tables that must agree


def _binary(op: str) -> Callable[[Interpreter, Args], object]:
    def apply(it: Interpreter, args: Args) -> object:
        return it.binary(op, args.get(0, "a"), args.get(1, "b"))

    return apply


def _comparison(op: str) -> Callable[[Interpreter, Args], object]:
    return lambda it, args: _compared(it, op, args.get(0, "a"), args.get(1, "b"))


def _compared(it: Interpreter, op: str, left: object, right: object) -> object:
    found = compare(it, op, left, right)
    return Unknown("{comparison}") if found is None else found


def _itemgetter(it: Interpreter, args: Args) -> object:
    del it
    keys = args.positional

    def get(it: Interpreter, inner: Args) -> object:
        found = tuple(it.item(inner.get(0, "obj"), key) for key in keys)
        return found[0] if len(found) == 1 else found

    return Native("itemgetter", get)


def _attrgetter(it: Interpreter, args: Args) -> object:
    del it
    names = [str(name) for name in args.positional]

    def get(it: Interpreter, inner: Args) -> object:
        found = tuple(_dotted(it, inner.get(0, "obj"), name) for name in names)
        return found[0] if len(found) == 1 else found

    return Native("attrgetter", get)


def _dotted(it: Interpreter, value: object, name: str) -> object:
    for part in name.split("."):
        value = it.attribute(value, part)
    return value


def _methodcaller(it: Interpreter, args: Args) -> object:
    del it
    name, rest = str(args.get(0, "name")), Args(args.positional[1:], args.keywords)

    def call(it: Interpreter, inner: Args) -> object:
        return it.call(it.attribute(inner.get(0, "obj"), name), rest)

    return Native("methodcaller", call)


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "operator.itemgetter": _itemgetter,
    "operator.attrgetter": _attrgetter,
    "operator.methodcaller": _methodcaller,
    "operator.getitem": lambda it, args: it.item(args.get(0, "a"), args.get(1, "b")),
    "operator.contains": lambda it, args: _compared(it, "in", args.get(1, "b"), args.get(0, "a")),
    **{f"operator.{name}": _binary(op) for name, op in OPERATOR_NAMES.items()},
    **{f"operator.__{name.strip('_')}__": _binary(op) for name, op in OPERATOR_NAMES.items()},
    **{f"operator.{name}": _comparison(op) for name, op in COMPARISON_NAMES.items()},
}
VALUES: Mapping[str, object] = {}
