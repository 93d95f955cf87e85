"""Expressions as text, the same however they are quoted and spaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.declarations.jinja import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CONSTANTS: Mapping[object, str] = {None: "none", True: "true", False: "false"}


def written(node: tree.Expr) -> str:
    """Return an expression in words, for a placeholder."""
    return _WRITE[type(node)](node)


def _const(node: tree.Const) -> str:
    if isinstance(node.value, str):
        return f"'{node.value}'"
    if node.value is None or isinstance(node.value, bool):
        return _CONSTANTS[node.value]
    return str(node.value)


def _display(node: tree.Display) -> str:
    return f"[{', '.join(map(written, node.items))}]"


def _dict(node: tree.DictDisplay) -> str:
    return f"({', '.join(f'{written(key)}: {written(value)}' for key, value in node.pairs)})"


def _item(node: tree.Item) -> str:
    if node.index is not None:
        return f"{written(node.of)}[{written(node.index)}]"
    bounds = ":".join("" if bound is None else written(bound) for bound in node.bounds)
    return f"{written(node.of)}[{bounds}]"


def _arguments(given: tree.Arguments) -> str:
    named = [f"{name}={written(value)}" for name, value in given.named]
    spread = [f"*{written(value)}" for value in given.spread]
    return ", ".join([*map(written, given.positional), *named, *spread])


def _filter(node: tree.Filter) -> str:
    given = _arguments(node.arguments)
    return f"{written(node.of)} | {node.name}" + (f"({given})" if given else "")


def _test(node: tree.Test) -> str:
    given = _arguments(node.arguments)
    words = f"{written(node.of)} is {'not ' if node.negated else ''}{node.name}"
    return words + (f"({given})" if given else "")


def _conditional(node: tree.Conditional) -> str:
    words = f"{written(node.then)} if {written(node.test)}"
    return words + (f" else {written(node.otherwise)}" if node.otherwise is not None else "")


_WRITE: Mapping[type, Callable[[Any], str]] = {
    tree.Const: _const,
    tree.Name: lambda node: node.name,
    tree.Display: _display,
    tree.DictDisplay: _dict,
    tree.Attribute: lambda node: f"{written(node.of)}.{node.name}",
    tree.Item: _item,
    tree.Call: lambda node: f"{written(node.function)}({_arguments(node.arguments)})",
    tree.Filter: _filter,
    tree.Test: _test,
    tree.Binary: lambda node: f"{written(node.left)} {node.op} {written(node.right)}",
    tree.Unary: lambda node: ("not " if node.op == "not" else node.op) + written(node.of),
    tree.Conditional: _conditional,
}
