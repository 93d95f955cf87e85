"""Which conditions are decided by constants, whenever the flow runs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import ClassValue, FunctionValue, Instance, ModuleValue
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.flows.tracer import Tracer

_PLAIN = (str, int, float, bool, bytes, type(None), date, timedelta)
_MAKERS = ("__init__", "__post_init__", "__new__", "__attrs_post_init__")


def is_stable(it: Tracer, node: tree.Expr, scope: Scope) -> bool:
    """Tell whether an expression is made of plain constants alone.

    Variables that change in a loop, containers that fill, and attributes that a
    method sets are none, whatever their value is at this moment.
    """
    if isinstance(node, tree.Const):
        return True
    if isinstance(node, tree.Name):
        return isinstance(it.eval(node, scope), _PLAIN)
    if isinstance(node, tree.Attribute):
        return _is_stable_attribute(it, node, scope)
    if isinstance(node, (tree.Compare, tree.Boolean, tree.Unary, tree.Binary)):
        return all(is_stable(it, part, scope) for part in _operands(node))
    return False


def _operands(node: tree.Compare | tree.Boolean | tree.Unary | tree.Binary) -> Iterator[tree.Expr]:
    if isinstance(node, tree.Compare):
        yield node.left
        yield from (operand for _, operand in node.rest)
    elif isinstance(node, tree.Unary):
        yield node.operand
    else:
        yield from (node.left, node.right)


def _is_stable_attribute(it: Tracer, node: tree.Attribute, scope: Scope) -> bool:
    if not isinstance(node.value, (tree.Name, tree.Attribute)):
        return False
    owner = it.quietly(node.value, scope)
    value = it.quietly(node, scope)
    if not isinstance(value, _PLAIN):
        return False
    if isinstance(owner, (ModuleValue, ClassValue)):
        return True
    if not isinstance(owner, Instance) or not isinstance(owner.cls, ClassValue):
        return False
    return node.name not in changed_attributes(owner.cls)


def changed_attributes(cls: ClassValue) -> frozenset[str]:
    """Return the attributes that methods of a class set after an object was made."""
    names: set[str] = set()
    for each in cls.mro:
        if isinstance(each, ClassValue):
            for method, value in each.namespace.items():
                function = getattr(value, "function", value)
                if method not in _MAKERS and isinstance(function, FunctionValue):
                    names.update(_set_on_self(function))
    return frozenset(names)


def _set_on_self(function: FunctionValue) -> Iterator[str]:
    node = function.node
    if not isinstance(node, tree.Function) or not node.params:
        return
    receiver = node.params[0].name
    for target in _targets(node.body):
        if not isinstance(target, tree.Attribute):
            continue
        if isinstance(target.value, tree.Name) and target.value.id == receiver:
            yield target.name


def _targets(block: tree.Block) -> Iterator[tree.Expr]:
    waiting = list(block)
    while waiting:
        node = waiting.pop()
        if isinstance(node, tree.Assign):
            yield from node.targets
        elif isinstance(node, (tree.Augment, tree.Annotate)):
            yield node.target
        for part in blocks_of(node):
            waiting.extend(part)


def blocks_of(node: tree.Statement) -> Iterator[tree.Block]:
    """Yield the blocks of a statement that run in its own function."""
    if isinstance(node, (tree.If, tree.For, tree.While)):
        yield from (node.body, node.orelse)
    elif isinstance(node, tree.Try):
        yield from (node.body, node.orelse, node.final)
        yield from (handler.body for handler in node.handlers)
    elif isinstance(node, tree.With):
        yield node.body
    elif isinstance(node, tree.Match):
        yield from (case.body for case in node.cases)
