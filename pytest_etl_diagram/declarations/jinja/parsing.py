"""Parsing of templates: pieces → statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.jinja import tree
from pytest_etl_diagram.declarations.jinja.cursor import Tokens
from pytest_etl_diagram.declarations.jinja.expressions import (
    arguments,
    expression,
    listed,
)
from pytest_etl_diagram.declarations.jinja.tokens import (
    JinjaError,
    Piece,
    expression_tokens,
    pieces,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MAX_DEPTH = 60
_OPEN_ENDED = frozenset({"import", "from", "include", "extends", "break", "continue", "debug"})
"""Statements that are no blocks and decide nothing that is drawn."""


def parse_template(text: str, first_line: int = 1) -> tree.Body:
    """Return the statements of a template; raise JinjaError where it isn't Jinja."""
    reader = _Reader(pieces(text, first_line))
    body, _ = reader.body(())
    return body


def parse_expression(text: str, line: int = 1) -> tree.Expr:
    """Return the expression that a text is (`ref('orders')`); raise JinjaError for none."""
    tokens = Tokens(expression_tokens(text, line))
    found = listed(tokens)
    if tokens.now.kind != "end":
        raise tokens.error("an operator is missing")
    return found


class _Reader:
    """The pieces of a template, and how far they have been read."""

    def __init__(self, found: Sequence[Piece]) -> None:
        self._pieces = found
        self._place = 0
        self._depth = 0

    def body(self, ends: tuple[str, ...], opened: Piece | None = None) -> tuple[tree.Body, Tokens]:
        """Read statements up to one of the words `ends`; return its tag, too."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise JinjaError(opened.line if opened else 0, "blocks are nested too deeply")
        found: list[tree.Statement] = []
        while self._place < len(self._pieces):
            piece = self._pieces[self._place]
            self._place += 1
            if piece.kind == "text":
                found.append(tree.Text(piece.text))
                continue
            tokens = Tokens(piece.tokens)
            if piece.kind == "output":
                found.append(tree.Output(_whole(tokens)))
                continue
            if tokens.is_word(*ends):
                self._depth -= 1
                return tuple(found), tokens
            statement = self._statement(piece, tokens)
            if statement is not None:
                found.append(statement)
        if ends:
            line = opened.line if opened else 0
            raise JinjaError(line, f"the block isn't closed; {ends[-1]!r} is missing")
        self._depth -= 1
        return tuple(found), Tokens(())

    def _statement(self, piece: Piece, tokens: Tokens) -> tree.Statement | None:
        word = tokens.name()
        if word in _STATEMENTS:
            return _STATEMENTS[word](self, piece, tokens)
        if word in _OPEN_ENDED:
            return None
        if word.startswith("end") or word in ("else", "elif"):
            raise JinjaError(piece.line, f"{word!r} closes nothing")
        name = tokens.next().value if tokens.now.kind == "name" else ""
        body, _ = self.body((f"end{word}",), piece)
        return tree.Block(word, name, body, piece.line)

    def if_(self, piece: Piece, tokens: Tokens) -> tree.Statement:
        branches: list[tuple[tree.Expr | None, tree.Body]] = []
        test: tree.Expr | None = _whole(tokens)
        while True:
            body, closing = self.body(("elif", "else", "endif"), piece)
            branches.append((test, body))
            word = closing.name()
            if word == "endif":
                return tree.If(tuple(branches))
            test = _whole(closing) if word == "elif" else None

    def for_(self, piece: Piece, tokens: Tokens) -> tree.Statement:
        targets = _targets(tokens)
        tokens.expect("in")
        iterable, test = _iterable(tokens)
        tokens.skip("recursive")
        body, closing = self.body(("else", "endfor"), piece)
        otherwise: tree.Body = ()
        if closing.name() == "else":
            otherwise, _ = self.body(("endfor",), piece)
        return tree.For(targets, iterable, test, body, otherwise)

    def set_(self, piece: Piece, tokens: Tokens) -> tree.Statement:
        targets = _targets(tokens)
        if tokens.skip("="):
            return tree.Set(targets, listed(tokens))
        body, _ = self.body(("endset",), piece)
        return tree.SetBlock(targets[0], body)

    def macro(self, piece: Piece, tokens: Tokens) -> tree.Statement:
        name = tokens.name()
        params = _params(tokens)
        body, _ = self.body(("endmacro",), piece)
        return tree.Macro(name, params, body, piece.line)

    def call(self, piece: Piece, tokens: Tokens) -> tree.Statement:
        params = _params(tokens) if tokens.is_op("(") else ()
        called = expression(tokens)
        body, _ = self.body(("endcall",), piece)
        return tree.CallBlock(called, tree.Macro("", params, body, piece.line))

    def do(self, piece: Piece, tokens: Tokens) -> tree.Statement:
        del piece
        return tree.Do(_whole(tokens))


_STATEMENTS: dict[str, Callable[[_Reader, Piece, Tokens], tree.Statement]] = {
    "if": _Reader.if_,
    "for": _Reader.for_,
    "set": _Reader.set_,
    "macro": _Reader.macro,
    "call": _Reader.call,
    "do": _Reader.do,
}


def _whole(tokens: Tokens) -> tree.Expr:
    """Parse the rest of a tag as one expression."""
    found = listed(tokens)
    if tokens.now.kind != "end":
        raise tokens.error("an operator is missing")
    return found


def _iterable(tokens: Tokens) -> tuple[tree.Expr, tree.Expr | None]:
    """Parse what a loop goes over; `x if test` filters and is no choice between two values."""
    found = listed(tokens)
    if isinstance(found, tree.Conditional) and found.otherwise is None:
        return found.then, found.test
    return found, None


def _targets(tokens: Tokens) -> tuple[str, ...]:
    """Parse the names that something is put into: `a`, `a, b`, `(a, b)`, `ns.a`."""
    brackets = tokens.skip("(")
    names: list[str] = []
    while True:
        name = tokens.name()
        while tokens.skip("."):
            name += f".{tokens.name()}"
        names.append(name)
        if not tokens.skip(","):
            break
    if brackets:
        tokens.expect(")")
    return tuple(names)


def _params(tokens: Tokens) -> tuple[tuple[str, tree.Expr | None], ...]:
    """Parse a macro's parameters: read as a call's arguments, which they look like."""
    given = arguments(tokens)
    plain = [(each.name, None) for each in given.positional if isinstance(each, tree.Name)]
    return (*plain, *given.named)
