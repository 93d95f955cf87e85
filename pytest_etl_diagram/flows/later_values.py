"""Attributes that are None until a method sets them: a connection that `connect` makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Args, ClassValue, FunctionValue, Instance
from pytest_etl_diagram.flows.annotations import resolve, sample
from pytest_etl_diagram.flows.bodies import new_scope
from pytest_etl_diagram.flows.coroutines import Coroutine
from pytest_etl_diagram.flows.stable import blocks_of
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.tracer import Tracer


def later_value(it: Tracer, instance: Instance, name: str) -> object:
    """Return what methods set an attribute to that is None at first; None where none does.

    The type that the attribute is declared with counts first, then the first expression
    that isn't None.
    """
    key = (id(instance), name)
    if key not in it.later:
        it.later[key] = None  # an attribute that needs itself
        it.later[key] = _found(it, instance, name)
    return it.later[key]


def _found(it: Tracer, instance: Instance, name: str) -> object:
    for function, statement in _settings(instance, name):
        if isinstance(statement, tree.Annotate):
            if resolve(it, statement.annotation, function.scope) is not None:
                return sample(it, statement.annotation, function.scope, "{" + name + "}")
            continue
        if isinstance(statement.value, tree.Const):
            continue
        scope = new_scope(it, function, Args([instance]))
        value = it.quietly(statement.value, scope)
        value = value.value if isinstance(value, Coroutine) else value
        if value is not None:
            return value
    return None


def _settings(
    instance: Instance, name: str
) -> Iterator[tuple[FunctionValue, tree.Assign | tree.Annotate]]:
    """Yield the statements of an object's methods that set an attribute of it."""
    for cls in instance.cls.mro if isinstance(instance.cls, ClassValue) else ():
        if not isinstance(cls, ClassValue):
            continue
        for value in cls.namespace.values():
            function = getattr(value, "function", value)
            if isinstance(function, FunctionValue) and isinstance(function.node, tree.Function):
                for statement in _statements(function.node.body):
                    if _sets(statement, function.node, name):
                        yield function, statement


def _statements(block: tree.Block) -> Iterator[tree.Assign | tree.Annotate]:
    for node in block:
        if isinstance(node, (tree.Assign, tree.Annotate)):
            yield node
        for inner in blocks_of(node):
            yield from _statements(inner)


def _sets(statement: tree.Assign | tree.Annotate, function: tree.Function, name: str) -> bool:
    targets = statement.targets if isinstance(statement, tree.Assign) else (statement.target,)
    receiver = function.params[0].name if function.params else ""
    return any(
        isinstance(target, tree.Attribute)
        and target.name == name
        and isinstance(target.value, tree.Name)
        and target.value.id == receiver
        for target in targets
    )
