"""How `with` is traced: contexts of the project are run around the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.scope import Raised, Scope, Signal
from pytest_etl_diagram.evaluate.values import Args, Choice, ClassValue, Generator, Instance, Value
from pytest_etl_diagram.flows.recording import does_anything, tidy
from pytest_etl_diagram.flows.tree import Region
from pytest_etl_diagram.flows.values import Product, member
from pytest_etl_diagram.model import Place
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.flows.tracer import Tracer

REGIONS = {
    "atomic": "transaction",
    "begin": "transaction",
    "begin_nested": "transaction",
    "start_transaction": "transaction",
    "transaction": "transaction",
    "FileLock": "lock",
    "Lock": "lock",
    "RLock": "lock",
    "Semaphore": "semaphore",
    "lock": "lock",
    "semaphore": "semaphore",
}
"""What a `with` holds while its body runs, by the name of what is called for it."""


def run_with(it: Tracer, node: tree.With, scope: Scope) -> Signal:
    """Trace `with`, its contexts from left to right."""
    return _enter(it, node, 0, scope)


def _enter(it: Tracer, node: tree.With, index: int, scope: Scope) -> Signal:
    if index == len(node.items):
        return it.run(node.body, scope)
    expression, target = node.items[index]
    context = it.eval(expression, scope)

    def inside(value: object) -> Signal:
        if target is not None:
            it.assign(target, value, scope)
        return _enter(it, node, index + 1, scope)

    label = REGIONS.get(_called(expression), "")
    if not label:
        return _within(it, context, inside)
    with it.recording() as body:
        signal = _within(it, context, inside)
    if does_anything(tuple(body)):
        it.record(Region(label, tidy(body), Place(scope.module.path, node.mark)))
    else:
        it.block.extend(body)
    return signal


def _called(expression: tree.Expr) -> str:
    """Return the last name of what is called to make a context."""
    function = expression.func if isinstance(expression, tree.Call) else expression
    if isinstance(function, tree.Attribute):
        return function.name
    return function.id if isinstance(function, tree.Name) else ""


def _within(it: Tracer, context: object, inside: Callable[[object], Signal]) -> Signal:
    if isinstance(context, Choice):
        context = context.options[0]
    if isinstance(context, Generator):
        return _generated(context, inside)
    if isinstance(context, Product) or (
        type(context) is Instance and not isinstance(context.cls, ClassValue)
    ):
        return inside(it.call(member(context, "__enter__"), Args()))
    if not isinstance(context, Value):
        return inside(context)
    value = context.enter(it)
    try:
        return inside(value)
    except Raised as error:
        if not context.swallows(error.names):
            raise
        return None
    finally:
        context.exit(it)


def _generated(context: Generator, inside: Callable[[object], Signal]) -> Signal:
    """Run the body at the `yield` of a `@contextmanager`, so that its `try` guards it."""
    signals: list[Signal] = []
    context.run(lambda value: signals.append(inside(value)))
    return signals[0] if signals else None
