"""libcst's strings and numbers → the small tree."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import libcst as cst

from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.syntax.lowering import Lowering, Node


MAX_DIGITS = 4000  # CPython refuses to convert more than 4,300


def _literal(text: str) -> tree.Expr:
    try:
        return tree.Const(ast.literal_eval(text))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return tree.Opaque(text[:40])


def string(_: Lowering, node: cst.SimpleString) -> tree.Expr:
    """Lower a string or bytes literal."""
    text = node.value
    quote = text[0]
    if quote in "'\"" and "\\" not in text and "\r" not in text:
        width = 3 if text[:3] == quote * 3 and len(text) >= 6 else 1  # noqa: PLR2004  two triple quotes
        return tree.Const(text[width:-width])
    return _literal(text)


def number(_: Lowering, node: Node) -> tree.Expr:
    """Lower an integer, float or imaginary literal."""
    text: str = node.value
    return tree.Opaque("number") if len(text) > MAX_DIGITS else _literal(text)


def _text(raw: str, *, is_raw: bool) -> str:
    """Decode the text between the fields of an f-string."""
    raw = raw.replace("{{", "{").replace("}}", "}")
    if is_raw or "\\" not in raw:
        return raw
    try:
        quoted = raw.replace('"', '\\"') if '\\"' not in raw else raw
        return str(ast.literal_eval(f'"""{quoted}"""'))
    except (ValueError, SyntaxError):
        return raw


def fstring(low: Lowering, node: cst.FormattedString) -> tree.Expr:
    """Lower an f-string."""
    return _fstring_parts(low, node.parts, is_raw="r" in node.start.lower())


def _fstring_parts(low: Lowering, nodes: Node, *, is_raw: bool) -> tree.FString:
    parts: list[str | tree.Formatted] = []
    for part in nodes:
        if isinstance(part, cst.FormattedStringText):
            parts.append(_text(part.value, is_raw=is_raw))
            continue
        if part.equal is not None:  # f"{x=}" shows its own source
            parts.append(cst.Module(()).code_for_node(part.expression) + "=")
        spec = None
        if part.format_spec:
            spec = _fstring_parts(low, part.format_spec, is_raw=is_raw)
        conversion = part.conversion or ("r" if part.equal is not None and spec is None else "")
        parts.append(tree.Formatted(low.expr(part.expression), conversion, spec))
    return tree.FString(tuple(parts))


def concatenated(low: Lowering, node: cst.ConcatenatedString) -> tree.Expr:
    """Lower `"a" f"{b}" …`, without recursion, to one string."""
    pieces: list[tree.Expr] = []
    rest: Node = node
    while isinstance(rest, cst.ConcatenatedString):
        pieces.append(low.expr(rest.left))
        rest = rest.right
    pieces.append(low.expr(rest))
    constants = [piece.value for piece in pieces if isinstance(piece, tree.Const)]
    encoded = [value for value in constants if isinstance(value, bytes)]
    if len(encoded) == len(pieces):
        return tree.Const(b"".join(encoded))
    texts = [value for value in constants if isinstance(value, str)]
    if len(texts) == len(pieces):
        return tree.Const("".join(texts))
    return _joined(pieces)


def _joined(pieces: list[tree.Expr]) -> tree.Expr:
    """Return one f-string for neighbouring strings and f-strings."""
    parts: list[str | tree.Formatted] = []
    for piece in pieces:
        if isinstance(piece, tree.FString):
            parts.extend(piece.parts)
        elif isinstance(piece, tree.Const) and isinstance(piece.value, str):
            parts.append(piece.value)
        else:
            return tree.Opaque("string")
    if all(isinstance(part, str) for part in parts):
        return tree.Const("".join(part for part in parts if isinstance(part, str)))
    return tree.FString(tuple(parts))


def template(_: Lowering, __: Node) -> tree.Expr:
    """Lower a template string (Python 3.14), whose value is an object of its own."""
    return tree.Opaque("template string")
