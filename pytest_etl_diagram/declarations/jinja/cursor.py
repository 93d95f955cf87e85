"""The tokens of a tag, taken one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.jinja.tokens import JinjaError, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

COMPARISON = 4
NEGATION = 3
PRECEDENCE = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "in", "not in"), COMPARISON),
    **dict.fromkeys(("+", "-"), 5),
    "~": 6,
    **dict.fromkeys(("*", "/", "//", "%"), 7),
}
"""Operators of two operands: the greater, the closer they bind."""


class Tokens:
    """The tokens of a tag, and how far they have been read."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        """Take the tokens; the last one is of the kind `end`."""
        self._tokens = tokens
        self._place = 0
        self.depth = 0

    @property
    def now(self) -> Token:
        """The next token."""
        return self._tokens[self._place]

    def after(self) -> Token:
        """Return the token behind the next one."""
        return self._tokens[min(self._place + 1, len(self._tokens) - 1)]

    def next(self) -> Token:
        """Take the next token."""
        token = self._tokens[self._place]
        if token.kind != "end":
            self._place += 1
        return token

    def is_op(self, *values: str) -> bool:
        """Tell whether the next token is one of these operators."""
        return self.now.kind == "operator" and self.now.value in values

    def is_word(self, *values: str) -> bool:
        """Tell whether the next token is one of these words."""
        return self.now.kind == "name" and self.now.value in values

    def skip(self, value: str) -> bool:
        """Take the next token if it is this operator or word."""
        if self.now.kind in ("operator", "name") and self.now.value == value:
            self._place += 1
            return True
        return False

    def expect(self, value: str) -> None:
        """Take this operator or word; raise JinjaError for another."""
        if not self.skip(value):
            raise self.error(f"{value!r} is missing")

    def operator(self) -> str:
        """Return the operator of two operands that comes next, "" for none; it isn't taken."""
        token = self._tokens[self._place]
        if token.kind == "end":
            return ""
        if token.value == "not":
            return "not in" if self.after().value == "in" else ""
        return token.value if token.kind != "string" and token.value in PRECEDENCE else ""

    def take_operator(self, op: str) -> None:
        """Take an operator that `operator` has found."""
        self._place += 2 if op == "not in" else 1

    def name(self) -> str:
        """Take a name; raise JinjaError for anything else."""
        if self.now.kind != "name":
            raise self.error("a name is missing")
        return self.next().value

    def error(self, words: str) -> JinjaError:
        """Return an error at the next token."""
        found = f"before {self.now.value!r}" if self.now.value else "at the end of the tag"
        return JinjaError(self.now.line, f"{words} {found}")
