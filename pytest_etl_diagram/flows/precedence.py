"""Which texts need parentheses to say the same where they become a part of another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import stripped

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVELS = (
    "if else for of",
    "or",
    "and",
    "not",
    "in is < <= > >= == !=",
    "|",
    "^",
    "&",
    "<< >>",
    "+ -",
    "* / // % @",
    "",  # what has a sign
    "** items",
    "",  # what has a member, is called or indexed
)
"""The words of operators, those that bind least first; `of` and `items` are words of drawings."""

SIGNED, OWNER = 11, 13

_LEVEL = {word: level for level, words in enumerate(LEVELS) for word in words.split()}
_OPENING, _CLOSING = "([{", ")]}"
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")


def level_of(operator: str) -> int:
    """Return how strongly a binary operator or `not` binds."""
    return _LEVEL.get(operator, SIGNED)


def operand(text: str, level: int) -> str:
    """Return a text as part of one whose operator binds on this level: in parentheses if need be.

    `x <= 0` is `(x <= 0)` where a member of it is taken.
    """
    return f"({text})" if _loosest(text) < level else text


def owner(text: str) -> str:
    """Return a placeholder as something that has a member, is called or indexed."""
    inner = stripped(text)
    return text if inner is text else "{" + operand(inner, OWNER) + "}"


def _loosest(text: str) -> int:
    """Return the level of the operator by which a text is joined last, OWNER without one."""
    if " " not in text and not text.startswith(("-", "+", "~")):
        return OWNER
    words = [*_words(_QUOTED.sub("''", text))]
    found = SIGNED if words and words[0][:1] in ("-", "+", "~") else OWNER
    for number, word in enumerate(words):
        level = _LEVEL.get(word, OWNER)
        is_joint = 0 < number < len(words) - 1 or word in ("not", "items")
        if word == "not" and number:  # `not in`, `is not`
            level = _LEVEL["in"]
        found = min(found, level) if is_joint else found
    return found


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text that stand outside of brackets."""
    depth = 0
    word = ""
    for char in text:
        depth += (char in _OPENING) - (char in _CLOSING)
        if char == " " and depth <= 0:
            yield word
            word = ""
        else:
            word += char
    yield word
