"""The classes and functions that a file defines at its top level, from its small tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

_TESTS = re.compile(r"(?:^|/)(?:tests?/|test_[^/]*\.py$|[^/]*_tests?\.py$|conftest\.py$)")
_TYPING = "TYPE_CHECKING"


def is_test(path: str) -> bool:
    """Tell whether a file of the project is a test: it uses the architecture, it is none of it."""
    return _TESTS.search(path) is not None


def body_of(it: Interpreter, path: str) -> tree.Block:
    """Return the statements of a loaded file; none of one that can't be parsed, as said there."""
    try:
        return it.modules.parse(path).body if path.endswith(".py") else ()
    except SourceError:
        return ()


def top_level(block: tree.Block) -> Iterator[tree.Class | tree.Function]:
    """Yield the definitions of a module, also those under `if`, `try` and `with`."""
    for statement in block:
        if isinstance(statement, (tree.Class, tree.Function)):
            yield statement
        elif isinstance(statement, tree.If):
            yield from top_level((*statement.body, *statement.orelse))
        elif isinstance(statement, tree.With):
            yield from top_level(statement.body)
        elif isinstance(statement, tree.Try):
            handlers = (each for handler in statement.handlers for each in handler.body)
            yield from top_level((*statement.body, *handlers, *statement.orelse))


def typing_only(block: tree.Block) -> Iterator[tree.Block]:
    """Yield what a module runs for type checkers only: the bodies of `if TYPE_CHECKING:`."""
    for statement in block:
        if isinstance(statement, tree.If) and named(statement.test) == _TYPING:
            yield statement.body


def script(block: tree.Block) -> Iterator[tree.Block]:
    """Yield what a module runs as a program only: the bodies of `if __name__ == "__main__":`."""
    for statement in block:
        if isinstance(statement, tree.If) and isinstance(statement.test, tree.Compare):
            sides = (statement.test.left, *(side for _, side in statement.test.rest))
            if any(named(side) == "__name__" for side in sides):
                yield statement.body


def methods(node: tree.Class) -> Iterator[tree.Function]:
    """Yield the methods that a class defines itself."""
    for statement in node.body:
        if isinstance(statement, tree.Function):
            yield statement


def named(expression: tree.Expr | None) -> str:
    """Return the last part of the name in `a.b`, `b`, `a.b(…)` and `a.b[…]`, "" without one."""
    if isinstance(expression, tree.Call):
        return named(expression.func)
    if isinstance(expression, tree.Subscript):
        return named(expression.value)
    if isinstance(expression, tree.Attribute):
        return expression.name
    return expression.id if isinstance(expression, tree.Name) else ""
