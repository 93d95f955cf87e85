"""The words of an SQL text, nested by its brackets.

Made for text that is put together by a program: `{table}` and `{{ params.table }}` are parts of
names, `%s`, `:name` and `?` are values. What no dialect has is passed over, never an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_LENGTH: Final = 100_000
"""What stands after so many characters isn't read."""
MAX_DEPTH: Final = 50
"""Parentheses deeper than this are passed over."""
_HOLE: Final = r"\{\{[^{}]*\}\}|\{[^{}]*\}"
"""Something unknown: an f-string's placeholder or a template's expression."""
_TOKEN: Final = re.compile(
    rf"""
    (?P<space>\s+|--[^\n]*|/\*.*?(?:\*/|\Z)|\{{%[^{{}}]*%\}}|\{{\#[^{{}}]*\#\}})
  | (?P<string>'(?:[^'\\]|\\.|'')*'|\$\$.*?\$\$)
  | (?P<quoted>"(?:[^"]|"")*"|`[^`]*`|(?<![\w)\]])\[[A-Za-z_{{][^\]]*\])
  | (?P<value>%\(\w+\)s|%s|\?|\$\d+|(?<![:\w]):[A-Za-z_]\w*|@@\w+|(?<![\w.])\d+(?:\.\d+)?(?![\w{{]))
  | (?P<stage>@(?:[\w.$~%/*=:-]|{_HOLE})+)
  | (?P<word>(?:[\w\#]|{_HOLE})(?:[\w$\#]|{_HOLE})*)
  | (?P<sign>::|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `kind` is `word`, `quoted`, `string`, `value`, `stage` or `sign`.

    `text` is what is written, without quotes; `start` and `end` where it stands.
    """

    kind: str
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The keyword that it may be, "" for what can't be one."""
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in a pair of parentheses."""

    items: Items
    start: int
    end: int

    @property
    def key(self) -> str:
        """It is no keyword."""
        return ""

    @property
    def text(self) -> str:
        """It is no word."""
        return ""


Item: TypeAlias = "Token | Group"
Items: TypeAlias = "tuple[Item, ...]"


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of an SQL text, without its comments."""
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup or "sign", match[0]
        if kind == "space":
            continue
        if kind == "string":
            word = word[2:-2] if word.startswith("$$") else word[1:-1].replace("''", "'")
        elif kind == "quoted":
            word = word[1:-1]
        yield Token(kind, word, match.start(), match.end())


def statements(text: str) -> list[Items]:
    """Return the statements of an SQL text, each nested by its parentheses."""
    found: list[Items] = []
    levels: list[tuple[int, list[Item]]] = [(0, [])]
    for token in tokens(text[:MAX_LENGTH]):
        if token.kind != "sign" or token.text not in ("(", ")", ";"):
            levels[-1][1].append(token)
        elif token.text == "(":
            if len(levels) <= MAX_DEPTH:
                levels.append((token.start, []))
        elif token.text == ")":
            _close(levels, token.end)
        else:
            found.append(_closed(levels, token.start))
            levels = [(0, [])]
    found.append(_closed(levels, len(text)))
    return [items for items in found if items]


def _close(levels: list[tuple[int, list[Item]]], end: int) -> None:
    if len(levels) > 1:
        start, inner = levels.pop()
        levels[-1][1].append(Group(tuple(inner), start, end))


def _closed(levels: list[tuple[int, list[Item]]], end: int) -> Items:
    while len(levels) > 1:
        _close(levels, end)
    return tuple(levels[0][1])


def name_at(items: Sequence[Item], index: int) -> tuple[str, int]:
    """Return the dotted name that begins at `index` and the index after it; ("", index) for none.

    Parts that touch (`my-project.sales`, BigQuery's way) belong together.
    """
    start = index
    name = ""
    while index < len(items):
        item = items[index]
        if not isinstance(item, Token) or item.kind not in ("word", "quoted", "stage"):
            break
        name += item.text
        index += 1
        joint = items[index] if index + 1 < len(items) else None
        if not isinstance(joint, Token) or joint.text not in (".", "-"):
            break
        index += 1
        following = items[index]
        if joint.text == "." and following.text == ".":  # database..table
            index += 1
        elif joint.text == "-" and not item.end == joint.start == following.start - 1:
            index -= 1
            break
        name += joint.text
    return (name.strip(".-"), index) if index > start else ("", start)
