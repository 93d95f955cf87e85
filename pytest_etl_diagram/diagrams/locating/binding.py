"""From a file's tree to what happens to its names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.diagrams.locating.names import (
    Assigned,
    Branch,
    Changed,
    Entered,
    Imported,
    Merged,
    Names,
    Scope,
    Site,
    Spot,
)
from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.positions import PlacedName, PlacedSubscript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def names_of(module: tree.Module) -> Names:
    """Return what happens to the names of a module whose tree has lines."""
    scope = Scope()
    reading = _Reading()
    reading.block(module.body, scope, ())
    return Names(scope, reading.calls)


class _Reading:
    """A walk over the statements of a file, which numbers them."""

    def __init__(self) -> None:
        self.order = 0
        self.calls: dict[int, Site] = {}

    def number(self) -> int:
        """Return the next number."""
        self.order += 1
        return self.order

    def block(self, body: tree.Block, scope: Scope, branches: tuple[Branch, ...]) -> None:
        """Read the statements of a block."""
        for statement in body:
            spot = Spot(scope, self.number(), branches)
            read = _STATEMENTS.get(type(statement), _plain)
            read(self, statement, spot)

    def arms(self, bodies: tuple[tree.Block, ...], spot: Spot) -> None:
        """Read blocks of which at most one runs."""
        fork = self.number()
        for arm, body in enumerate(bodies):
            self.block(body, spot.scope, (*spot.branches, Branch(fork, arm)))

    def expression(self, value: object, spot: Spot) -> None:
        """Note the calls in an expression (or in several), and what it binds."""
        waiting: list[tuple[object, Spot]] = [(value, spot)]
        while waiting:
            node, at = waiting.pop()
            if isinstance(node, tree.Call):
                self.calls[node.mark] = Site(node, at)
            elif isinstance(node, tree.Walrus):
                _rebind(node.target, at)
            elif isinstance(node, tree.Lambda):
                at = self._function(node.params, at)
            elif isinstance(node, tree.Comprehension):
                at = Spot(Scope(opened=at), at.order)
                for clause in node.clauses:
                    _rebind(clause.target, Spot(at.scope, 0))
            waiting += [(child, at) for child in _children(node)]

    def _function(self, params: tuple[tree.Param, ...], spot: Spot) -> Spot:
        """Return the beginning of a function's scope, with its parameters bound."""
        inner = Scope(opened=spot, is_deferred=True)
        for param in params:
            inner.bind(param.name, Changed(is_parameter=True), Spot(inner, 0))
        return Spot(inner, END_OF_HEAD)

    def function(self, node: tree.Function, spot: Spot) -> None:
        """Read a function: what stands in its head belongs to the scope around it."""
        defaults = tuple(param.default for param in node.params)
        self.expression((node.decorators, defaults), spot)
        spot.scope.bind(node.name, Changed(), spot)
        inner = self._function(node.params, spot).scope
        for statement in node.body:
            if isinstance(statement, tree.Scope):
                owner = _owner(inner, is_global=not statement.nonlocal_)
                inner.elsewhere.update(dict.fromkeys(statement.names, owner))
        self.block(node.body, inner, ())


END_OF_HEAD = 1
"""The order of a lambda's body: after its parameters."""


def _owner(scope: Scope, *, is_global: bool) -> Scope:
    """Return the module around a function, or the next scope around it."""
    while scope.opened is not None:
        scope = scope.opened.scope
        if not is_global:
            break
    return scope


def _children(node: object) -> Iterator[object]:
    if isinstance(node, tuple):
        yield from node
    for name in getattr(node, "__dataclass_fields__", ()):
        yield getattr(node, name)


def _rebind(target: object, spot: Spot) -> None:
    """Note that each name of a target gets another value."""
    if isinstance(target, tree.Name):
        spot.scope.bind(target.id, Changed(), spot)
    elif isinstance(target, tree.Display):
        for element in target.elements:
            _rebind(element, spot)
    elif isinstance(target, tree.Starred):
        _rebind(target.value, spot)
    elif isinstance(target, tree.Subscript) and isinstance(target.value, tree.Name):
        spot.scope.bind(target.value.id, Entered(target.index), spot)


# -- statements -----------------------------------------------------------------------------------


def _plain(reading: _Reading, node: object, spot: Spot) -> None:
    reading.expression(node, spot)


def _set(target: tree.Expr, value: tree.Expr, spot: Spot) -> None:
    if isinstance(target, PlacedName):
        spot.scope.bind(target.id, Assigned(value, target.line), spot)
    elif isinstance(target, PlacedSubscript) and isinstance(target.value, tree.Name):
        entered = Entered(target.index, value, target.line)
        spot.scope.bind(target.value.id, entered, spot)
    else:
        _rebind(target, spot)


def _assign(reading: _Reading, node: tree.Assign, spot: Spot) -> None:
    reading.expression(node, spot)
    for target in node.targets:
        _set(target, node.value, spot)


def _annotate(reading: _Reading, node: tree.Annotate, spot: Spot) -> None:
    reading.expression(node, spot)
    if node.value is not None:
        _set(node.target, node.value, spot)


def _augment(reading: _Reading, node: tree.Augment, spot: Spot) -> None:
    reading.expression(node, spot)
    if node.op == "|" and isinstance(node.target, tree.Name):
        spot.scope.bind(node.target.id, Merged((tree.Arg(node.value),)), spot)
    else:
        _rebind(node.target, spot)


def _evaluate(reading: _Reading, node: tree.Evaluate, spot: Spot) -> None:
    """Read an expression; a method called on a name may change its value."""
    reading.expression(node, spot)
    call = node.value
    if not (isinstance(call, tree.Call) and isinstance(call.func, tree.Attribute)):
        return
    owner, method = call.func.value, call.func.name
    if not isinstance(owner, tree.Name):
        return
    if method == "update":
        spot.scope.bind(owner.id, Merged(call.args, call.mark), spot)
    elif method in ("pop", "setdefault") and call.args:
        spot.scope.bind(owner.id, Entered(call.args[0].value), spot)
    elif method in ("clear", "popitem"):
        spot.scope.bind(owner.id, Changed(), spot)


def _delete(reading: _Reading, node: tree.Delete, spot: Spot) -> None:
    reading.expression(node, spot)
    _rebind(node.target, spot)


def _import(_: _Reading, node: tree.Import, spot: Spot) -> None:
    for dotted, alias in node.names:
        top = dotted.partition(".")[0]
        spot.scope.bind(alias or top, Imported(dotted if alias else top), spot)


def _import_from(_: _Reading, node: tree.ImportFrom, spot: Spot) -> None:
    for name, alias in node.names:
        spot.scope.bind(alias or name, Imported(node.module, node.level, name), spot)


def _if(reading: _Reading, node: tree.If, spot: Spot) -> None:
    reading.expression(node.test, spot)
    reading.arms((node.body, node.orelse), spot)


def _for(reading: _Reading, node: tree.For, spot: Spot) -> None:
    reading.expression((node.iterable, node.target), spot)
    _rebind(node.target, spot)
    for body in (node.body, node.orelse):
        reading.arms((body,), spot)


def _while(reading: _Reading, node: tree.While, spot: Spot) -> None:
    reading.expression(node.test, spot)
    for body in (node.body, node.orelse):
        reading.arms((body,), spot)


def _try(reading: _Reading, node: tree.Try, spot: Spot) -> None:
    reading.arms((node.body,), spot)
    for handler in node.handlers:
        if handler.name:
            spot.scope.bind(handler.name, Changed(), spot)
        reading.arms((handler.body,), spot)
    reading.arms((node.orelse,), spot)
    reading.block(node.final, spot.scope, spot.branches)


def _with(reading: _Reading, node: tree.With, spot: Spot) -> None:
    reading.expression(node.items, spot)
    for _, target in node.items:
        _rebind(target, spot)
    reading.block(node.body, spot.scope, spot.branches)


def _class(reading: _Reading, node: tree.Class, spot: Spot) -> None:
    reading.expression((node.decorators, node.bases), spot)
    spot.scope.bind(node.name, Changed(), spot)
    reading.block(node.body, Scope(opened=spot, is_class=True), ())


def _match(reading: _Reading, node: tree.Match, spot: Spot) -> None:
    reading.expression((node.subject, tuple(case.guard for case in node.cases)), spot)
    for case in node.cases:
        for name in _captured(case.pattern):
            spot.scope.bind(name, Changed(), spot)
    reading.arms(tuple(case.body for case in node.cases), spot)


def _captured(pattern: object) -> Iterator[str]:
    """Yield the names that a pattern binds."""
    for child in _children(pattern):
        yield from _captured(child)
    if isinstance(pattern, (tree.MatchAs, tree.MatchStar)):
        yield pattern.name
    elif isinstance(pattern, tree.MatchMapping):
        yield pattern.rest


_STATEMENTS: Mapping[type, Callable[[_Reading, Any, Spot], None]] = {
    tree.Assign: _assign,
    tree.Annotate: _annotate,
    tree.Augment: _augment,
    tree.Evaluate: _evaluate,
    tree.Delete: _delete,
    tree.Import: _import,
    tree.ImportFrom: _import_from,
    tree.If: _if,
    tree.For: _for,
    tree.While: _while,
    tree.Try: _try,
    tree.With: _with,
    tree.Function: _Reading.function,
    tree.Class: _class,
    tree.Match: _match,
}
