"""A template's text cut into pieces: text as it is, and tags with their tokens."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(r"\{\{|\{%|\{#")
_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}")
_END_OF_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
    | (?P<name>[^\W\d]\w*)
    | (?P<number>\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<operator>//|\*\*|==|!=|>=|<=|[-+*/%~|()\[\]{},.:<>=])
    """,
    re.VERBOSE | re.DOTALL,
)
_CLOSING = {"{{": re.compile(r"-?\}\}"), "{%": re.compile(r"[-+]?%\}")}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_PAIRS = {")": "(", "]": "[", "}": "{"}


class JinjaError(Exception):
    """A template that isn't Jinja, or is too large to be evaluated: `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        """Keep where and why."""
        super().__init__(message)
        self.line = line
        self.message = message


class Token(NamedTuple):
    """A part of an expression: `kind` is `name`, `number`, `string`, `operator` or `end`."""

    kind: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a template: `kind` is `text`, `output` (`{{ }}`) or `statement` (`{% %}`)."""

    kind: str
    text: str = ""
    tokens: tuple[Token, ...] = ()
    line: int = 0


class _Lines:
    """The lines of places in a text."""

    def __init__(self, text: str, first: int) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._first = first

    def at(self, place: int) -> int:
        return bisect_right(self._ends, place - 1) + self._first


def pieces(text: str, first_line: int = 1) -> list[Piece]:
    """Return the pieces of a template, with the blanks cut that its tags cut; comments are left.

    Raises JinjaError for a tag without an end.
    """
    found: list[Piece] = []
    strips = False
    for piece, before, after in _cut(text, _Lines(text, first_line)):
        if before and found and found[-1].kind == "text":
            found[-1] = Piece("text", found[-1].text.rstrip())
        shown = Piece("text", piece.text.lstrip()) if strips and piece.kind == "text" else piece
        if shown.kind != "text" or shown.text:
            found.append(shown)
        strips = after
    return found


def _cut(text: str, lines: _Lines) -> Iterator[tuple[Piece, bool, bool]]:
    """Yield each piece, and whether it cuts the blanks before it and after it."""
    place = 0
    while True:
        opening = _OPENING.search(text, place)
        end = len(text) if opening is None else opening.start()
        if end > place:
            yield Piece("text", text[place:end]), False, False
        if opening is None:
            return
        before = text[opening.end() : opening.end() + 1] == "-"
        raw = _RAW.match(text, opening.start())
        if opening.group() == "{#":
            place = _comment_end(text, opening, lines)
            yield Piece("text"), before, text[place - 3] == "-"
        elif raw is not None:
            over = _END_OF_RAW.search(text, raw.end())
            if over is None:
                raise JinjaError(lines.at(raw.start()), "'raw' has no 'endraw'")
            yield Piece("text", text[raw.end() : over.start()]), before, False
            place = over.end()
        else:
            tokens, place = _tag(text, opening, lines)
            kind = "output" if opening.group() == "{{" else "statement"
            line = lines.at(opening.start())
            yield Piece(kind, tokens=tokens, line=line), before, text[place - 3] == "-"


def _comment_end(text: str, opening: re.Match[str], lines: _Lines) -> int:
    end = text.find("#}", opening.end())
    if end < 0:
        raise JinjaError(lines.at(opening.start()), "the comment has no end ('#}')")
    return end + 2


def _tag(text: str, opening: re.Match[str], lines: _Lines) -> tuple[tuple[Token, ...], int]:
    """Return the tokens of the tag that opens here, and the place behind it."""
    closing = _CLOSING[opening.group()]
    place = opening.end()
    if text[place : place + 1] in ("-", "+"):
        place += 1
    tokens: list[Token] = []
    nested: list[str] = []
    while True:
        end = None if nested else closing.match(text, place)
        if end is not None:
            tokens.append(Token("end", "", lines.at(place)))
            return tuple(tokens), end.end()
        found = _TOKEN.match(text, place)
        if found is None:
            line = lines.at(opening.start() if place >= len(text) else place)
            what = "has no end" if place >= len(text) else f"holds {text[place]!r}"
            raise JinjaError(line, f"the tag '{opening.group()}' {what}")
        kind, value = found.lastgroup or "", found.group()
        if value in _PAIRS and kind == "operator":
            if not nested:
                raise JinjaError(lines.at(place), f"{value!r} closes nothing")
            opened = nested.pop()
            if opened != _PAIRS[value]:
                missing = next(closes for closes, opens in _PAIRS.items() if opens == opened)
                raise JinjaError(lines.at(place), f"{missing!r} is missing before {value!r}")
        elif value in _PAIRS.values() and kind == "operator":
            nested.append(value)
        if kind != "space":
            tokens.append(Token(kind, _unquoted(kind, value), lines.at(place)))
        place = found.end()


def _unquoted(kind: str, value: str) -> str:
    if kind != "string":
        return value
    inner = value[1:-1]
    if "\\" not in inner:
        return inner
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found.group(1), found.group(1)), inner)


def expression_tokens(text: str, line: int = 1) -> tuple[Token, ...]:
    """Return the tokens of an expression that stands alone: `ref('orders')`."""
    found = pieces("{{ " + text + " }}", line)
    if len(found) != 1:
        raise JinjaError(line, f"{text!r} is no single expression")
    return found[0].tokens
