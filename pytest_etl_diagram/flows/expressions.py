"""How expressions are traced: what is called only sometimes, again and again, or at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.arguments import arguments
from pytest_etl_diagram.evaluate.comparison import compare
from pytest_etl_diagram.evaluate.expressions import EVALUATE
from pytest_etl_diagram.evaluate.values import (
    Choice,
    External,
    FunctionValue,
    Instance,
    ScopedNative,
    Unknown,
    choose,
    text_of,
)
from pytest_etl_diagram.flows import loops
from pytest_etl_diagram.flows.comprehensions import comprehension
from pytest_etl_diagram.flows.coroutines import Coroutine, awaited, gathered
from pytest_etl_diagram.flows.endpoints import MASK
from pytest_etl_diagram.flows.recording import is_meaningful, tidy
from pytest_etl_diagram.flows.stable import is_stable
from pytest_etl_diagram.flows.tree import Arm, Branch
from pytest_etl_diagram.flows.values import Product, merged, steps_of
from pytest_etl_diagram.flows.words import describe
from pytest_etl_diagram.model import Place
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.flows.tracer import Tracer
    from pytest_etl_diagram.flows.tree import Block

AT_ONCE = frozenset(
    "gather create_task ensure_future start_soon wait as_completed wait_for".split()
)
"""Functions and methods of asyncio, anyio and trio whose arguments are coroutines."""


def _name(it: Tracer, node: tree.Name, scope: Scope) -> object:
    """Read a variable; what a module made with a library has its type only here."""
    value = EVALUATE[tree.Name](it, node, scope)
    if type(value) is Unknown or (type(value) is Instance and not it.known_class(value)):
        return it.retyped(value, node.id, scope.module)
    return value


def _call(it: Tracer, node: tree.Call, scope: Scope) -> object:
    function = it.eval(node.func, scope)
    if _is_at_once(node.func, function):
        return gathered(it, node, function, scope)
    args = arguments(it, node.args, scope)
    it.step()
    it.path, it.mark = scope.module.path, node.mark
    if isinstance(function, ScopedNative):
        return function.scoped(it, args, scope)
    it.asked = describe(it, node.func, scope) if isinstance(function, Choice) else ""
    return it.call(function, args)


def _is_at_once(node: tree.Expr, function: object) -> bool:
    name = node.name if isinstance(node, tree.Attribute) else getattr(node, "id", "")
    return name in AT_ONCE and isinstance(function, (Product, External))


def _taken(it: Tracer, node: tree.Expr, scope: Scope) -> tuple[object, Block]:
    """Evaluate an expression that may not be reached, into a block of its own."""
    with it.recording() as block, it.unsure():
        value = it.eval(node, scope)
    return value, tidy(block)


def _boolean(it: Tracer, node: tree.Boolean, scope: Scope) -> object:
    """Trace `a and b`: what b calls happens only where a says so."""
    left = it.eval(node.left, scope)
    truth = it.truth(left) if is_stable(it, node.left, scope) else None
    if truth is not None:
        return it.eval(node.right, scope) if truth == (node.op == "and") else left
    right, block = _taken(it, node.right, scope)
    if is_meaningful(block):
        labels = ("Yes", "No") if node.op == "and" else ("No", "Yes")
        arms = (Arm(labels[0], block), Arm(labels[1], ()))
        test = describe(it, node.left, scope)
        it.record(Branch(test, arms, Place(scope.module.path, node.mark)))
    if isinstance(right, bool) or right is None:
        return Product(text_of(left))
    if node.op == "or" and right in ([], {}, ()) and isinstance(left, Product):
        return left
    if node.op == "or" and isinstance(right, (Instance, FunctionValue)):
        return left if isinstance(left, Instance) else right  # a component, or its default
    return choose((left, right))


def _if_else(it: Tracer, node: tree.IfElse, scope: Scope) -> object:
    value = it.eval(node.test, scope)
    truth = it.truth(value) if is_stable(it, node.test, scope) else None
    if truth is not None:
        return it.eval(node.body if truth else node.orelse, scope)
    first, yes = _taken(it, node.body, scope)
    other, no = _taken(it, node.orelse, scope)
    if is_meaningful(yes) or is_meaningful(no):
        test = describe(it, node.test, scope)
        arms = (Arm("Yes", yes), Arm("No", no))
        it.record(Branch(test, arms, Place(scope.module.path, node.mark)))
    return choose((first, other))


def _compare(it: Tracer, node: tree.Compare, scope: Scope) -> object:
    """Trace `a > b`: over columns it is a condition that filters rows."""
    values = [it.eval(node.left, scope), *(it.eval(operand, scope) for _, operand in node.rest)]
    known: bool | None = True
    for (op, _), left, right in zip(node.rest, values, values[1:], strict=False):
        found = compare(it, op, left, right)
        if found is False:
            return False
        known = None if found is None else known
    if known is not None:
        return known
    sources = merged(*(steps_of(value) for value in values))
    return Product("{" + describe(it, node, scope) + "}", MASK, steps=sources)


def _await(it: Tracer, node: tree.Await, scope: Scope) -> object:
    return awaited(it, it.eval(node.value, scope))


def _yield(it: Tracer, node: tree.Yield, scope: Scope) -> object:
    inner: Scope | None = scope
    while inner is not None and inner.receive is None:
        inner = inner.parent
    value = None if node.value is None else it.eval(node.value, scope)
    if inner is None or inner.receive is None:
        return Product("{yield}")
    inner.receive(loops.item_of(it, value) if node.delegate else value)
    return Product("{sent}")


TRACED: Mapping[type, Callable[[Tracer, Any, Scope], object]] = {
    tree.Name: _name,
    tree.Call: _call,
    tree.Boolean: _boolean,
    tree.IfElse: _if_else,
    tree.Compare: _compare,
    tree.Comprehension: comprehension,
    tree.Await: _await,
    tree.Yield: _yield,
}

__all__ = ["AT_ONCE", "TRACED", "Coroutine"]
