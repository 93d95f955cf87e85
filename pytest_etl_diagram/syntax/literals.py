"""libcst's strings and numbers → the small tree."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import libcst as cst

from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.syntax.lowering import Lowering, Node


MAX_DIGITS = 3_000  # CPython refuses to show a number of over 4,300 decimal ones


_ESCAPE = re.compile(
    r"\\(?:(?P<octal>[0-7]{1,3})|x(?P<hex2>[0-9a-fA-F]{2})|u(?P<hex4>[0-9a-fA-F]{4})"
    r"|U(?P<hex8>[0-9a-fA-F]{8})|N\{(?P<name>[^}]+)\}|(?P<plain>\n|.))",
    re.DOTALL,
)
_PLAIN_ESCAPES = {
    "\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n",
    "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip


def _unescaped(text: str) -> str:
    """Return the text of a string literal's inside with its escapes decoded.

    By hand: `ast.literal_eval` compiles, and compiling a piece of the user's
    source is what we promise not to do. Raises ValueError for what is no escape.
    """
    return _ESCAPE.sub(_escape, text) if "\\" in text else text


def _escape(found: re.Match[str]) -> str:
    kind = found.lastgroup or "plain"
    value = found[kind]
    if kind == "octal":
        return chr(int(value, 8))
    if kind == "name":
        return unicodedata.lookup(value)
    if kind == "plain":
        return _PLAIN_ESCAPES.get(value, "\\" + value)
    return chr(int(value, 16))


def _escape_of_bytes(found: re.Match[str]) -> str:
    """Decode an escape of a bytes literal, which knows no Unicode ones."""
    return found[0] if found.lastgroup in ("hex4", "hex8", "name") else _escape(found)


def string(_: Lowering, node: cst.SimpleString) -> tree.Expr:
    """Lower a string or bytes literal."""
    text = node.value
    start = min(text.find(quote) % len(text) for quote in "'\"" if quote in text)
    prefix, text = text[:start].lower(), text[start:]
    width = 3 if text[:3] == text[0] * 3 and len(text) >= 6 else 1  # noqa: PLR2004  two triple quotes
    inside = text[width:-width].replace("\r\n", "\n").replace("\r", "\n")
    try:
        if "r" in prefix:
            decoded = inside
        elif "b" in prefix:
            decoded = _ESCAPE.sub(_escape_of_bytes, inside)
        else:
            decoded = _unescaped(inside)
        return tree.Const(decoded.encode("latin-1") if "b" in prefix else decoded)
    except (ValueError, KeyError, OverflowError):
        return tree.Opaque(inside[:40])


def number(_: Lowering, node: Node) -> tree.Expr:
    """Lower an integer, float or imaginary literal; an enormous one is opaque."""
    text: str = node.value.replace("_", "").lower()
    try:
        if len(text) > MAX_DIGITS:
            return tree.Opaque("number")
        if text.startswith(("0x", "0o", "0b")):
            return tree.Const(int(text, 0))
        if text.endswith("j"):
            return tree.Const(complex(text))
        return tree.Const(int(text) if text.isdigit() else float(text))
    except ValueError:
        return tree.Opaque("number")


def _text(raw: str, *, is_raw: bool) -> str:
    """Decode the text between the fields of an f-string."""
    raw = raw.replace("{{", "{").replace("}}", "}")
    try:
        return raw if is_raw else _unescaped(raw)
    except (ValueError, KeyError, OverflowError):
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
            code = cst.Module(()).code_for_node
            parts.append(
                code(part.whitespace_before_expression) + code(part.expression) + code(part.equal)
            )
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
