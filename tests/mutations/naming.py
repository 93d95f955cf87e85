"""Giving other names to local variables and imports, and names to what had none."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
NAMED = (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
WITH_A_VALUE = (ast.Assign, ast.Expr, ast.Return)


def renamed(text: str) -> str:
    """Rename every local variable: assigned ones, those of loops, handlers, lambdas, `with`."""
    parsed = ast.parse(text)
    for function in _outermost(parsed):
        taken = _parameters(function) | _declared(function)
        names = {name for name in _bound(function) if name not in taken and name != "_"}
        _with_names(function, {name: f"{name}_it" for name in names})
    return _text(parsed)


def _outermost(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FUNCTIONS):
            yield child
        else:
            yield from _outermost(child)


def _parameters(function: ast.AST) -> set[str]:
    return {
        arg.arg
        for node in ast.walk(function)
        if isinstance(node, FUNCTIONS)
        for arg in ast.walk(node.args)
        if isinstance(arg, ast.arg)
    }


def _declared(function: ast.AST) -> set[str]:
    """Return names that aren't local, those of functions and what local imports bind."""
    names: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            names.update(node.names)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
        elif isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            names.add(node.name)
    return names


def _bound(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, NAMED) and node.name:
            yield node.name
        elif isinstance(node, ast.Lambda):
            yield from (arg.arg for arg in node.args.args)


def _with_names(parsed: ast.AST, names: dict[str, str]) -> ast.AST:
    for node in ast.walk(parsed):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        elif isinstance(node, NAMED) and node.name:
            node.name = names.get(node.name, node.name)
        elif isinstance(node, ast.Lambda):
            for arg in node.args.args:
                arg.arg = names.get(arg.arg, arg.arg)
    return parsed


def aliased(text: str) -> str:
    """Give another name to every import that has one of its own."""
    parsed = ast.parse(text)
    names: dict[str, str] = {}
    for node in ast.walk(parsed):
        if isinstance(node, ast.alias) and node.asname:
            names[node.asname] = node.asname = f"{node.asname}_lib"
    return _text(_with_names(parsed, names))


def spelled_out(text: str) -> str:
    """Put the first argument of a call, and what is returned, into a variable before."""
    parsed = ast.parse(text)
    for function in ast.walk(parsed):
        if isinstance(function, FUNCTIONS):
            for node in ast.walk(function):
                for name in ("body", "orelse", "finalbody"):
                    block = getattr(node, name, None)
                    if isinstance(block, list):
                        block[:] = [each for old in block for each in _spelled_out(old)]
    return _text(parsed)


def _spelled_out(node: ast.stmt) -> Iterator[ast.stmt]:
    value = node.value if isinstance(node, WITH_A_VALUE) else None
    if isinstance(value, ast.Call) and _is_name(value.func) and value.args:
        first = value.args[0]
        if isinstance(first, ast.Call):
            yield ast.Assign([ast.Name("given")], first)
            value.args[0] = ast.Name("given")
    if isinstance(node, ast.Return) and isinstance(value, (ast.Call, ast.Await)):
        yield ast.Assign([ast.Name("result")], value)
        node.value = ast.Name("result")
    yield node


def _is_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and _is_name(node.value))


def _text(parsed: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(parsed))
