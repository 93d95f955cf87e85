"""Evaluating on the side: what is looked at here leaves no trace in the evaluation at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.budgets import MAX_STEPS
from pytest_etl_diagram.evaluate.interpreter import Interpreter
from pytest_etl_diagram.evaluate.scope import Exhausted, Raised, Scope
from pytest_etl_diagram.evaluate.values import Args, Dict, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.syntax import tree

NOTHING = Unknown("{…}")
"""What an expression is worth that can't be evaluated."""


MAX_STEPS_ASIDE = 30_000
"""So many steps an interpreter that only looks may take: what it looks at is a line or two."""


class Quiet(Interpreter):
    """An interpreter in the world of another one, whose places and problems are its own.

    Its steps count as those of the other one, too: there may be one for every call of a file.
    """

    def __init__(self, it: Interpreter) -> None:
        """Take the interpreter whose world it is."""
        super().__init__(it.library, it.modules, it.builtins, it.variables)
        self.loaded, self.stars, self.state = it.loaded, it.stars, it.state
        self.dependencies, self.search_path = it.dependencies, it.search_path
        self.classes = it.classes
        self.steps = MAX_STEPS - MAX_STEPS_ASIDE
        self._asking = it

    def value(self, node: tree.Expr, scope: Scope) -> object:
        """Return the value of an expression, NOTHING where it raises or never ends."""
        return self._aside(lambda: self.eval(node, scope))

    def result(self, function: object, args: Args) -> object:
        """Return what a call gives, NOTHING where it raises or never ends."""
        return self._aside(lambda: self.call(function, args))

    def _aside(self, work: Callable[[], object]) -> object:
        started = self.steps
        try:
            return work()
        except (Raised, Exhausted, RecursionError):
            return NOTHING
        finally:
            self._asking.steps += self.steps - started


def copy_of(scope: Scope) -> Scope:
    """Return a scope whose variables can be changed without changing those of `scope`."""
    copied = Scope(Dict(scope.variables), scope.module, scope.parent, scope.kind)
    copied.owner, copied.receiver = scope.owner, scope.receiver
    return copied
