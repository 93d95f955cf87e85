"""Evaluating on the side: what is looked at here leaves no trace in the evaluation at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.interpreter import Interpreter
from pytest_etl_diagram.evaluate.scope import Exhausted, Raised, Scope
from pytest_etl_diagram.evaluate.values import Args, Dict, Unknown

if TYPE_CHECKING:
    from pytest_etl_diagram.syntax import tree

NOTHING = Unknown("{…}")
"""What an expression is worth that can't be evaluated."""


class Quiet(Interpreter):
    """An interpreter in the world of another one, whose steps, places and problems are its own."""

    def __init__(self, it: Interpreter) -> None:
        """Take the interpreter whose world it is."""
        super().__init__(it.library, it.modules, it.builtins, it.variables)
        self.loaded, self.stars, self.state = it.loaded, it.stars, it.state
        self.dependencies, self.search_path = it.dependencies, it.search_path
        self.classes = it.classes

    def value(self, node: tree.Expr, scope: Scope) -> object:
        """Return the value of an expression, NOTHING where it raises or never ends."""
        try:
            return self.eval(node, scope)
        except (Raised, Exhausted, RecursionError):
            return NOTHING

    def result(self, function: object, args: Args) -> object:
        """Return what a call gives, NOTHING where it raises or never ends."""
        try:
            return self.call(function, args)
        except (Raised, Exhausted, RecursionError):
            return NOTHING


def copy_of(scope: Scope) -> Scope:
    """Return a scope whose variables can be changed without changing those of `scope`."""
    copied = Scope(Dict(scope.variables), scope.module, scope.parent, scope.kind)
    copied.owner, copied.receiver = scope.owner, scope.receiver
    return copied
