"""Unquoted Jinja expressions (`{{ ds }}`) in YAML, to which they are a mapping in a mapping."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PROPERTIES = re.compile(r"(?:[&!][^\s{}]*[ \t]+){0,2}")
_EXPRESSION = re.compile(r"\{\{(?!-)(?:(?!\{\{|\}\})[^\n])*\}\}")
_BLOCK = re.compile(r"\{%|%\}|\{\{-|-\}\}|\{\{\s*(?:if|else|end|range|with|define|include)\b")
_OPEN, _CLOSE = "\ue000", "\ue001"
MAX_EXPRESSIONS = 50_000
_COVER = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


def begins(text: str, start: int) -> bool:
    """Tell whether a mapping that starts at `start`, with its tag or anchor, may be Jinja."""
    place = _PROPERTIES.match(text, start)
    return text.startswith("{{", place.end() if place is not None else start)


def expression(text: str, start: int, end: int) -> str:
    """Return the Jinja expression that a mapping from `start` to `end` is, "" for none."""
    written = text[start:end]
    place = _PROPERTIES.match(written)
    written = written[place.end() if place is not None else 0 :]
    return written if written.startswith("{{") and written.endswith("}}") else ""


def is_block(line: str) -> bool:
    """Tell whether a line holds what only a template has: `{% if %}`, `{{- end }}`."""
    return _BLOCK.search(line) is not None


@dataclass(frozen=True, slots=True)
class Covered:
    """A text with each Jinja expression replaced by a word, and what stood there."""

    text: str
    expressions: tuple[str, ...]

    def restore(self, text: str) -> str:
        """Return a part of the text with its expressions again."""
        if _OPEN not in text:
            return text
        return _COVER.sub(lambda match: self.expressions[int(match[1])], text)


def cover(text: str) -> Covered | None:
    """Cover the Jinja expressions outside of quotes; None where there are none, or too many."""
    if not 0 < text.count("{{") <= MAX_EXPRESSIONS or _OPEN in text or _CLOSE in text:
        return None
    found: list[str] = []
    lines = [_covered(line, found) if "{{" in line else line for line in text.split("\n")]
    return Covered("\n".join(lines), tuple(found)) if found else None


def _covered(line: str, found: list[str]) -> str:
    parts: list[str] = []
    at = 0
    for match in _EXPRESSION.finditer(line):
        before = line[at : match.start()]
        parts.append(before)
        at = match.end()
        if before.count('"') % 2 or before.count("'") % 2 or is_block(match.group()):
            parts.append(match.group())
            continue
        parts.append(f"{_OPEN}{len(found)}{_CLOSE}")
        found.append(match.group())
    return "".join((*parts, line[at:]))
