"""Parsing of expressions: tokens → tree, by the precedence that Jinja gives its operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.jinja import tree
from pytest_etl_diagram.declarations.jinja.cursor import COMPARISON, NEGATION, PRECEDENCE, Tokens
from pytest_etl_diagram.declarations.jinja.tokens import JinjaError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 100
_CONSTANTS = {
    "true": True, "True": True, "false": False, "False": False, "none": None, "None": None,
}  # fmt: skip
_ENDS_OF_A_TEST = frozenset({"else", "or", "and", "not", "in", "is", "if"})


def expression(tokens: Tokens) -> tree.Expr:
    """Parse an expression, with `… if … else …`."""
    tokens.depth += 1
    if tokens.depth > MAX_DEPTH:
        raise JinjaError(tokens.now.line, "an expression is nested too deeply")
    found = _binary(tokens, 1)
    while tokens.skip("if"):
        test = _binary(tokens, 1)
        otherwise = expression(tokens) if tokens.skip("else") else None
        found = tree.Conditional(test, found, otherwise)
    tokens.depth -= 1
    return found


def listed(tokens: Tokens) -> tree.Expr:
    """Parse an expression, or several without parentheses: a tuple."""
    first = expression(tokens)
    if not tokens.is_op(","):
        return first
    items = [first]
    while tokens.skip(","):
        if tokens.now.kind == "end":
            break
        items.append(expression(tokens))
    return tree.Display(tuple(items))


def _binary(tokens: Tokens, lowest: int) -> tree.Expr:
    """Parse operands and the operators between them that bind at least so closely."""
    left = _negated(tokens)
    compared: tree.Expr | None = None  # the right side of a comparison, which a chain goes on with
    while True:
        op = tokens.operator()
        precedence = PRECEDENCE.get(op, 0)
        if not op or precedence < lowest:
            return left
        tokens.take_operator(op)
        right = _binary(tokens, precedence + 1)
        if precedence == COMPARISON and compared is not None:
            left = tree.Binary("and", left, tree.Binary(op, compared, right))
        else:
            left = tree.Binary(op, left, right)
        compared = right if precedence == COMPARISON else None


def _negated(tokens: Tokens) -> tree.Expr:
    if not tokens.is_word("not"):
        return _unary(tokens)
    negations = 0
    while tokens.skip("not"):
        negations += 1
    found = _binary(tokens, NEGATION)
    for _ in range(2 - negations % 2):
        found = tree.Unary("not", found)
    return found


def _unary(tokens: Tokens) -> tree.Expr:
    signs = []
    while tokens.is_op("-", "+"):
        signs.append(tokens.next().value)
    found = _primary(tokens)
    while tokens.skip("**"):
        found = tree.Binary("**", found, _primary(tokens))
    for sign in reversed(signs[-2:]):
        found = tree.Unary(sign, found)
    return _filtered(tokens, found)


def _primary(tokens: Tokens) -> tree.Expr:
    return _suffixed(tokens, _atom(tokens))


def _suffixed(tokens: Tokens, found: tree.Expr) -> tree.Expr:
    """Parse what follows an operand: attributes, items, calls."""
    while tokens.now.kind == "operator":
        line = tokens.now.line
        if tokens.skip("."):
            if tokens.now.kind == "number":
                found = tree.Item(found, tree.Const(int(tokens.next().value.partition(".")[0])))
            else:
                found = tree.Attribute(found, tokens.name())
        elif tokens.skip("["):
            found = _item(tokens, found)
        elif tokens.is_op("("):
            found = tree.Call(found, arguments(tokens), line)
        else:
            break
    return found


def _filtered(tokens: Tokens, found: tree.Expr) -> tree.Expr:
    """Parse the filters and tests behind an operand."""
    while True:
        if tokens.skip("|"):
            name = tokens.name()
            while tokens.skip("."):
                name += f".{tokens.name()}"
            given = arguments(tokens) if tokens.is_op("(") else tree.Arguments()
            found = _suffixed(tokens, tree.Filter(found, name, given))
        elif tokens.skip("is"):
            negated = tokens.skip("not")
            name = tokens.name()
            found = tree.Test(found, name, _test_arguments(tokens), negated)
        else:
            return found


def _test_arguments(tokens: Tokens) -> tree.Arguments:
    """Parse a test's arguments: one may stand without parentheses (`is divisibleby 3`)."""
    if tokens.is_op("("):
        return arguments(tokens)
    now = tokens.now
    starts = now.kind in ("number", "string") or (
        now.kind == "name" and now.value not in _ENDS_OF_A_TEST
    )
    return tree.Arguments((_primary(tokens),)) if starts else tree.Arguments()


def _item(tokens: Tokens, of: tree.Expr) -> tree.Expr:
    bounds: list[tree.Expr | None] = [None]
    is_slice = False
    while not tokens.skip("]"):
        if tokens.skip(":"):
            is_slice = True
            bounds.append(None)
        elif tokens.skip(","):
            continue
        elif tokens.now.kind == "end":
            raise tokens.error("']' is missing")
        else:
            bounds[-1] = expression(tokens)
    return tree.Item(of, None, tuple(bounds)) if is_slice else tree.Item(of, bounds[0])


def arguments(tokens: Tokens) -> tree.Arguments:
    """Parse a call's arguments with their parentheses."""
    tokens.expect("(")
    positional: list[tree.Expr] = []
    named: list[tuple[str, tree.Expr]] = []
    spread: list[tree.Expr] = []
    lines: list[int] = []
    while not tokens.skip(")"):
        if tokens.skip("*") or tokens.skip("**"):
            spread.append(expression(tokens))
        elif tokens.now.kind == "name" and tokens.after()[:2] == ("operator", "="):
            lines.append(tokens.now.line)
            name = tokens.name()
            tokens.expect("=")
            named.append((name, expression(tokens)))
        else:
            positional.append(expression(tokens))
        if not tokens.is_op(")"):
            tokens.expect(",")
    return tree.Arguments(tuple(positional), tuple(named), tuple(spread), tuple(lines))


def _atom(tokens: Tokens) -> tree.Expr:
    token = tokens.next()
    if token.kind == "name":
        if token.value in _CONSTANTS:
            return tree.Const(_CONSTANTS[token.value])
        return tree.Name(token.value, token.line)
    if token.kind == "number":
        return tree.Const(_number(token.value))
    if token.kind == "string":
        text = token.value
        while tokens.now.kind == "string":  # as in Python, texts side by side are one
            text += tokens.next().value
        return tree.Const(text)
    if token.kind == "operator" and token.value in _BRACKETS:
        return _BRACKETS[token.value](tokens)
    raise JinjaError(token.line, f"an expression begins with {token.value or 'nothing'!r}")


def _number(text: str) -> float:
    digits = text.replace("_", "")
    return int(digits[:300]) if digits.isdecimal() else float(digits)


def _parenthesised(tokens: Tokens) -> tree.Expr:
    items, is_tuple = _items(tokens, ")")
    return items[0] if len(items) == 1 and not is_tuple else tree.Display(items)


def _list(tokens: Tokens) -> tree.Expr:
    return tree.Display(_items(tokens, "]")[0])


def _items(tokens: Tokens, closing: str) -> tuple[tuple[tree.Expr, ...], bool]:
    """Parse items up to a bracket; tell whether there was a comma."""
    items: list[tree.Expr] = []
    has_comma = False
    while not tokens.skip(closing):
        items.append(expression(tokens))
        if not tokens.is_op(closing):
            tokens.expect(",")
            has_comma = True
    return tuple(items), has_comma


def _dict(tokens: Tokens) -> tree.Expr:
    pairs: list[tuple[tree.Expr, tree.Expr]] = []
    while not tokens.skip("}"):
        key = expression(tokens)
        tokens.expect(":")
        pairs.append((key, expression(tokens)))
        if not tokens.is_op("}"):
            tokens.expect(",")
    return tree.DictDisplay(tuple(pairs))


_BRACKETS: dict[str, Callable[[Tokens], tree.Expr]] = {
    "(": _parenthesised,
    "[": _list,
    "{": _dict,
}
