"""What the body of a class or function refers to, by the names that it reads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.scope import Raised, Scope
from pytest_etl_diagram.evaluate.values import Dict, External, ModuleValue
from pytest_etl_diagram.flows.structure.definitions import methods, walk
from pytest_etl_diagram.flows.structure.references import reference
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.structure.probe import Probe
    from pytest_etl_diagram.flows.structure.references import Reference

UNREAD = {
    tree.Annotate: "annotation",
    tree.Param: "annotation",
    tree.Function: "returns",
    tree.Handler: "kind",
}
"""What is read by no call: annotations, and the exceptions that a handler is for."""
MAX_ITEMS = 50
"""Of a table of classes or functions that is used: its items that are looked at."""


def used_by_class(it: Probe, node: tree.Class, path: str) -> Iterator[Reference]:
    """Yield what the methods, the decorators and the class attributes of a class refer to."""
    own = tuple(s for s in node.body if not isinstance(s, (tree.Function, tree.Class)))
    yield from _used(it, (*node.decorators, *own), it.module_scope(path), frozenset())
    for method in methods(node):
        yield from used_by_function(it, method, path)


def used_by_block(it: Probe, block: tree.Block, path: str) -> Iterator[Reference]:
    """Yield what statements of a module refer to."""
    yield from _used(it, block, it.module_scope(path), frozenset())


def used_by_function(it: Probe, node: tree.Function, path: str) -> Iterator[Reference]:
    """Yield what a function refers to."""
    outer = it.module_scope(path)
    yield from _used(it, node.decorators, outer, frozenset())
    scope = Scope(Dict(), outer.module, None)
    for statement in walk(node.body):
        if isinstance(statement, (tree.Import, tree.ImportFrom)):
            it.quietly(partial(it.run, (statement,), scope))
    yield from _used(it, (node.params, node.body), scope, frozenset(_bound(node)))


def _used(it: Probe, body: object, scope: Scope, bound: frozenset[str]) -> Iterator[Reference]:
    for node in walk(body, UNREAD):
        if isinstance(node, (tree.Name, tree.Attribute)):
            for value in _each(_value(it, node, scope, bound)):
                found = reference(it, value)
                if found is not None:
                    yield found


def _value(it: Probe, node: tree.Expr, scope: Scope, bound: frozenset[str]) -> object:
    """Return what a name means, None for a local variable and for the part of an object."""
    if isinstance(node, tree.Name):
        if node.id in bound:
            return None
        try:
            return it.eval(node, scope)
        except Raised:
            return None
    if not isinstance(node, tree.Attribute):
        return None
    owner = _value(it, node.value, scope, bound)
    if not isinstance(owner, (ModuleValue, External)):
        return None
    return it.quietly(lambda: it.attribute(owner, node.name))


def _each(value: object) -> Iterator[object]:
    """Yield a value or, of a table, its items."""
    if isinstance(value, dict):
        yield from list(value.values())[:MAX_ITEMS]
    elif isinstance(value, (list, tuple)):
        yield from value[:MAX_ITEMS]
    else:
        yield value


def _bound(function: tree.Function) -> Iterator[str]:
    """Yield the names that a function binds itself, but for those that it imports."""
    for node in walk((function.params, function.body)):
        if isinstance(node, (tree.Function, tree.Class, tree.Param)):
            yield node.name
        elif isinstance(node, tree.Assign):
            yield from _names(node.targets)
        elif isinstance(node, (tree.Annotate, tree.Augment, tree.For, tree.Clause, tree.Walrus)):
            yield from _names(node.target)
        elif isinstance(node, tree.With):
            yield from _names(tuple(target for _, target in node.items))
        elif isinstance(node, (tree.Handler, tree.MatchAs, tree.MatchStar)):
            yield node.name


def _names(target: object) -> Iterator[str]:
    """Yield the variables in a target, not those whose parts are set: `x`, not `y.x` or `y[0]`."""
    if isinstance(target, tuple):
        for each in target:
            yield from _names(each)
    elif isinstance(target, tree.Name):
        yield target.id
    elif isinstance(target, tree.Display):
        yield from _names(target.elements)
    elif isinstance(target, tree.Starred):
        yield from _names(target.value)
