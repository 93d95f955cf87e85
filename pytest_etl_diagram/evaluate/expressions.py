"""How each expression of the small tree is evaluated."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.arguments import arguments
from pytest_etl_diagram.evaluate.assignment import assign
from pytest_etl_diagram.evaluate.calling import defaults_of
from pytest_etl_diagram.evaluate.comparison import compare
from pytest_etl_diagram.evaluate.comprehensions import comprehension
from pytest_etl_diagram.evaluate.displays import dict_display, display
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.formatting import fstring
from pytest_etl_diagram.evaluate.scope import Raised, Scope
from pytest_etl_diagram.evaluate.values import (
    FunctionValue,
    ScopedNative,
    Unknown,
    Value,
    choose,
    inside,
)
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def _const(_: Interpreter, node: tree.Const, __: Scope) -> object:
    return node.value


def _opaque(_: Interpreter, node: tree.Opaque, __: Scope) -> object:
    return Unknown("{" + node.text + "}")


def _name(it: Interpreter, node: tree.Name, scope: Scope) -> object:
    name = node.id
    inner: Scope | None = scope
    if name in scope.globals_:
        inner = None
    while inner is not None:
        if name in inner.variables:
            return inner.variables[name]
        inner = inner.parent
    variables = scope.module.variables
    if name in variables:
        return variables[name]
    if name in it.builtins:
        return it.builtins[name]
    for star in reversed(it.stars.get(scope.module.path, ())):
        return it.library.resolve(f"{star}.{name}")
    if it.guarded:
        raise Raised(("NameError", "Exception"), f"name {name!r} is not defined")
    return Unknown("{" + name + "}")


def _attribute(it: Interpreter, node: tree.Attribute, scope: Scope) -> object:
    return it.attribute(it.eval(node.value, scope), node.name)


def _subscript(it: Interpreter, node: tree.Subscript, scope: Scope) -> object:
    value = it.eval(node.value, scope)
    return it.sized(it.item(value, it.eval(node.index, scope)))


def _slice(it: Interpreter, node: tree.Slice, scope: Scope) -> object:
    parts = [
        None if part is None else it.eval(part, scope)
        for part in (node.lower, node.upper, node.step)
    ]
    if not any(isinstance(part, Value) for part in parts):
        return slice(*parts)
    return Unknown("{" + ":".join("" if p is None else it.text_of(p) for p in parts) + "}")


def _call(it: Interpreter, node: tree.Call, scope: Scope) -> object:
    function = it.eval(node.func, scope)
    args = arguments(it, node.args, scope)
    it.step()
    it.path = scope.module.path
    it.mark = node.mark
    if isinstance(function, ScopedNative):
        return function.scoped(it, args, scope)
    return it.sized(it.call(function, args))


def _binary(it: Interpreter, node: tree.Binary, scope: Scope) -> object:
    """Evaluate `a >> b >> c …` from its left end, without recursion."""
    steps = []
    left: tree.Expr = node
    while isinstance(left, tree.Binary):
        steps.append(left)
        left = left.left
    value = it.eval(left, scope)
    for step in reversed(steps):
        right = it.eval(step.right, scope)
        it.step()
        it.path = scope.module.path
        it.mark = step.mark
        value = it.sized(it.binary(step.op, value, right))
    return value


def _unary(it: Interpreter, node: tree.Unary, scope: Scope) -> object:
    value = it.eval(node.operand, scope)
    if node.op == "not":
        truth = it.truth(value)
        return Unknown(inside(it.text_of(value), " not")) if truth is None else not truth
    if isinstance(value, Value):
        found = value.binary(it, f"unary {node.op}", None, reflected=False)
        return Unknown("{" + node.op + value.text + "}") if found is NotImplemented else found
    try:
        result: object = UNARY[node.op](value)
    except FAULTS as error:
        raise fault(error) from error
    return result


UNARY: Mapping[str, Callable[[Any], object]] = {
    "-": operator.neg,
    "+": operator.pos,
    "~": operator.invert,
}


def _boolean(it: Interpreter, node: tree.Boolean, scope: Scope) -> object:
    left = it.eval(node.left, scope)
    truth = it.truth(left)
    if truth is not None:
        return it.eval(node.right, scope) if truth == (node.op == "and") else left
    with it.unsure():
        right = it.eval(node.right, scope)
    if node.op == "and" and (right is False or right is None):
        return right
    if isinstance(right, bool) or right is None:
        return Unknown(it.text_of(left))
    return choose((left, right))


def _compare(it: Interpreter, node: tree.Compare, scope: Scope) -> object:
    left = it.eval(node.left, scope)
    known: object = True
    for op, operand in node.rest:
        right = it.eval(operand, scope)
        found = compare(it, op, left, right)
        if found is False:
            return False
        if found is None:
            known = Unknown("{" + f"{it.text_of(left)} {op} …" + "}")
        left = right
    return known


def _if_else(it: Interpreter, node: tree.IfElse, scope: Scope) -> object:
    truth = it.truth(it.eval(node.test, scope))
    if truth is not None:
        return it.eval(node.body if truth else node.orelse, scope)
    with it.unsure():
        return choose((it.eval(node.body, scope), it.eval(node.orelse, scope)))


def _starred(it: Interpreter, node: tree.Starred, scope: Scope) -> object:
    return tuple(it.items(it.eval(node.value, scope)))


def _walrus(it: Interpreter, node: tree.Walrus, scope: Scope) -> object:
    value = it.eval(node.value, scope)
    outer = scope
    while outer.kind == "comprehension" and outer.parent is not None:
        outer = outer.parent  # a comprehension's walrus binds in the function around it
    assign(it, node.target, value, scope)
    if outer is not scope:
        assign(it, node.target, value, outer)
    return value


def _await(it: Interpreter, node: tree.Await, scope: Scope) -> object:
    return it.eval(node.value, scope)


def _yield(it: Interpreter, node: tree.Yield, scope: Scope) -> object:
    inner: Scope | None = scope
    while inner is not None and inner.receive is None:
        inner = inner.parent
    value = None if node.value is None else it.eval(node.value, scope)
    if inner is None or inner.receive is None:
        return Unknown("{yield}")
    if not node.delegate:
        inner.receive(value)
        return None
    for item in it.items(value):
        inner.receive(item)
    return None


def _lambda(it: Interpreter, node: tree.Lambda, scope: Scope) -> object:
    return FunctionValue(node, scope, scope.module.path, defaults_of(it, node.params, scope))


EVALUATE: Mapping[type, Callable[[Interpreter, Any, Scope], object]] = {
    tree.Const: _const,
    tree.Opaque: _opaque,
    tree.Name: _name,
    tree.Attribute: _attribute,
    tree.Subscript: _subscript,
    tree.Slice: _slice,
    tree.Call: _call,
    tree.Binary: _binary,
    tree.Unary: _unary,
    tree.Boolean: _boolean,
    tree.Compare: _compare,
    tree.IfElse: _if_else,
    tree.Starred: _starred,
    tree.Display: display,
    tree.DictDisplay: dict_display,
    tree.FString: fstring,
    tree.Comprehension: comprehension,
    tree.Walrus: _walrus,
    tree.Await: _await,
    tree.Yield: _yield,
    tree.Lambda: _lambda,
}
