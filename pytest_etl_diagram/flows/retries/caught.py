"""The names of the exceptions after which something is tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import (
    Choice,
    ClassValue,
    External,
    FunctionValue,
    SetValue,
    Unknown,
    Value,
    leaf_of,
    stripped,
    text_of,
)
from pytest_etl_diagram.flows.retries.paths import GOES_ON, leaf_of_call, ways
from pytest_etl_diagram.flows.retries.quiet import NOTHING
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.flows.retries.quiet import Quiet


def exception_names(value: object) -> tuple[str, ...]:
    """Return the names of a class, or of several in a tuple, a list or a set."""
    if value is None or value is NOTHING:
        return ()
    if isinstance(value, Choice):
        return _all(value.options)
    if isinstance(value, SetValue):
        return _all(value.items)
    if isinstance(value, (tuple, list, frozenset)):
        return _all(value)
    if isinstance(value, (ClassValue, External, type, FunctionValue)):
        name = leaf_of(value)
        return () if name == "<lambda>" else (name,)
    if isinstance(value, Unknown):  # a class that couldn't be found shows by its name
        leaf = stripped(value.text).rpartition(".")[2]
        return (leaf if leaf[:1].isupper() and leaf.isidentifier() else value.text,)
    return (text_of(value),) if isinstance(value, (Value, str, int)) else ()


def _all(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for value in values for name in exception_names(value)))


def caught(it: Quiet, handlers: tuple[tree.Handler, ...], scope: Scope) -> tuple[str, ...]:
    """Return what some handlers catch and go round again after; (): anything."""
    found: dict[str, None] = {}
    for handler in handlers:
        names = _asked(it, handler, scope)
        if not names:
            if handler.kind is None:
                return ()
            names = exception_names(it.value(handler.kind, scope))
        found.update(dict.fromkeys(names))
    return tuple(found)


def _asked(it: Quiet, handler: tree.Handler, scope: Scope) -> tuple[str, ...]:
    """Return what a handler itself asks an exception to be for another try.

    `if not isinstance(error, Timeout): raise`, or `if isinstance(error, Timeout): continue`
    with a `raise` behind it.
    """
    for index, node in enumerate(handler.body):
        if not isinstance(node, tree.If):
            continue
        test, negated = node.test, False
        if isinstance(test, tree.Unary) and test.op == "not":
            test, negated = test.operand, True
        kinds = _kinds(test, handler)
        stays, leaves = (
            ((*node.orelse, *handler.body[index + 1 :]), node.body)
            if negated
            else (node.body, (*node.orelse, *handler.body[index + 1 :]))
        )
        if kinds is not None and ways(stays) & GOES_ON and not ways(leaves) & GOES_ON:
            return exception_names(it.value(kinds, scope))
    return ()


def _kinds(test: tree.Expr, handler: tree.Handler) -> tree.Expr | None:
    """Return the classes of `isinstance(error, classes)`."""
    if not isinstance(test, tree.Call) or leaf_of_call(test) != "isinstance":
        return None
    first, *rest = (arg.value for arg in test.args)
    asks = isinstance(first, tree.Name) and first.id == handler.name and len(rest) == 1
    return rest[0] if asks else None
