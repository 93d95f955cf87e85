"""How often a loop tries: in tries in all, or in retries where its bound is called so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Value, text_of
from pytest_etl_diagram.flows.retries.items import counters
from pytest_etl_diagram.flows.retries.keywords import speaks_of_retries
from pytest_etl_diagram.flows.retries.paths import bound_names, key_of, leaf_of_call, parts, walk
from pytest_etl_diagram.flows.retries.quiet import NOTHING
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.evaluate.scope import Scope
    from pytest_etl_diagram.flows.retries.quiet import Quiet

MAX_DEFINITIONS = 5
"""Local variables are followed so far to what gives them their value."""
KEYED = frozenset({"get", "getenv", "getint", "getattr", "pop"})
"""Functions that look something up under a name."""

Named = tuple[str, tree.Expr]


class Origins:
    """Where the variables of a function come from.

    A parameter, an attribute, a key or a variable of the module is known by its
    name; a local variable only by what is assigned to it.
    """

    def __init__(self, function: tree.Function | None, scope: Scope) -> None:
        """Take the function whose body is looked at; without one, a module's or a class's."""
        self.parameters = {p.name for p in function.params} if function is not None else set()
        self.definitions: dict[str, tree.Expr] = {}
        body = function.body if function is not None else ()
        self.local = set(bound_names(body)) - self.parameters
        if function is None and scope.kind == "function":
            self.local = set(scope.variables)
        for node in walk(body):
            if isinstance(node, tree.Assign):
                for target in node.targets:
                    self._define(target, node.value)
            elif isinstance(node, tree.Annotate) and node.value is not None:
                self._define(node.target, node.value)

    def _define(self, target: tree.Expr, value: tree.Expr) -> None:
        if isinstance(target, tree.Display) and isinstance(value, tree.Display):
            for one, its in zip(target.elements, value.elements, strict=False):
                self._define(one, its)
        elif isinstance(target, tree.Name):
            self.definitions.setdefault(target.id, value)

    def named(self, node: tree.Expr, depth: int = MAX_DEFINITIONS) -> Iterator[Named]:
        """Yield the names that an expression is made of, each with its own expression."""
        if isinstance(node, tree.Name):
            yield from self._of_variable(node, depth)
        elif isinstance(node, tree.Attribute):
            yield node.name, node
        elif isinstance(node, tree.Subscript) and isinstance(node.index, tree.Const):
            yield str(node.index.value), node
        elif isinstance(node, tree.Call):
            yield from self._of_call(node, depth)
        elif isinstance(node, (tree.Binary, tree.Boolean, tree.Unary, tree.IfElse)):
            for part in parts(node):
                yield from self.named(part, depth)

    def _of_variable(self, node: tree.Name, depth: int) -> Iterator[Named]:
        if node.id in self.parameters or node.id not in self.local:
            yield node.id, node
        if depth and node.id in self.definitions:
            yield from self.named(self.definitions[node.id], depth - 1)

    def _of_call(self, node: tree.Call, depth: int) -> Iterator[Named]:
        if leaf_of_call(node) in KEYED:
            keys = (a.value for a in node.args if isinstance(a.value, tree.Const))
            yield from ((str(k.value), node) for k in keys if isinstance(k.value, str))
        elif isinstance(node.func, tree.Name):  # int(retries), range(retries), min(retries, 5)
            for arg in node.args:
                yield from self.named(arg.value, depth)


def bounds_of(node: tree.For | tree.While, origins: Origins) -> Iterator[Named]:
    """Yield what may bound a loop: its range, and what its counters are compared with."""
    if isinstance(node, tree.For):
        yield from origins.named(node.iterable)
    counting = counters(node)
    asked = [node.test] if isinstance(node, tree.While) else []
    asked += [part.test for part in walk(node.body) if isinstance(part, tree.If)]
    for part in walk(asked):
        if isinstance(part, tree.Compare):
            sides = (part.left, *(right for _, right in part.rest))
            if any(_reads(side, counting) for side in sides):
                for side in sides:
                    if not _reads(side, counting):
                        yield from origins.named(side)
    falling = counting & _falling(node.body)
    for part in walk(asked):
        if key_of(part) in falling:  # what is counted down starts at its bound
            yield from origins.named(part)


def _reads(node: tree.Expr, keys: frozenset[str]) -> bool:
    return any(key_of(part) in keys for part in walk([node]))


def _falling(block: tree.Block) -> set[str]:
    """Return what statements count down."""
    found = set()
    for node in walk(block):
        if isinstance(node, tree.Augment) and node.op == "-":
            found.add(key_of(node.target))
        elif isinstance(node, tree.Binary) and node.op == "-":
            found.add(key_of(node.left))
    return found


def bound_by_name(it: Quiet, scope: Scope, bounds: Iterable[Named]) -> str:
    """Return the first bound that is called retries by its name, "" where there is none."""
    for name, expression in bounds:
        if speaks_of_retries(name):
            value = it.value(expression, scope)
            if value is not NOTHING and isinstance(value, (int, float, str, Value)):
                return text_of(value)
    return ""
