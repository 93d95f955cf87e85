"""A cheap look at a source text before it is parsed.

libcst parses deep nesting in quadratic time and, beyond some thousands of
levels, ends the process. So nesting and operator chains are counted first.
"""

from __future__ import annotations

import re

from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.syntax.heads import check_heads
from pytest_etl_diagram.syntax.tokens import TOKENS, too_deep

MAX_PARTS = 300_000  # names, texts, signs and lines; each takes 13 µs and 1.6 kB to be parsed
_PART = re.compile(
    r'''#[^\n]*|"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'''
    r"""|'[^'\\\n]*(?:\\.[^'\\\n]*)*'|\w+|[^\w \t]""",
    re.DOTALL,
)
MAX_DEPTH = 200  # CPython itself refuses more than 200 nested brackets
MAX_LINKS = 1200  # links of one chain: `a.b.c`, `a + b + c`; 1,000 take libcst a second
NESTING_LINKS = 3  # what a link counts whose right side is nested: `a if b else c if d else …`


def check_depth(path: str, text: str) -> None:
    """Raise SourceError where `text` nests or chains deeper than can be parsed safely."""
    check_heads(path, text)
    if not _worth_counting(text):
        return
    chain = [0]
    for found in TOKENS.finditer(text):
        kind = found.lastgroup
        if kind == "open":
            chain.append(0)
            if len(chain) > MAX_DEPTH:
                raise too_deep(path, text, found, f"brackets nested over {MAX_DEPTH} deep")
        elif kind == "close":
            if len(chain) > 1:
                chain.pop()
            chain[-1] += 1
        elif kind in ("link", "nesting"):
            chain[-1] += 1 if kind == "link" else NESTING_LINKS
        elif kind == "reset" and (len(chain) == 1 or found.group() == ","):
            chain[-1] = 0
        if chain[-1] > MAX_LINKS:
            raise too_deep(path, text, found, f"one expression of over {MAX_LINKS} links")


def check_amount(path: str, text: str) -> None:
    """Raise SourceError where `text` has more parts than can be parsed in seconds.

    Lines are counted where each text ends, so that a long one counts as one.
    """
    if len(text) <= MAX_PARTS:  # each part has a character
        return
    for count, found in enumerate(_PART.finditer(text)):
        if count >= MAX_PARTS:
            words = (
                f"has over {MAX_PARTS:,} names, texts, signs and lines and isn't read: nobody "
                "writes that much code by hand; split it, or exclude it with etl_diagrams_exclude"
            )
            raise SourceError(path, text.count("\n", 0, found.start()) + 1, words)


def _worth_counting(text: str) -> bool:
    """Tell whether the text can hold anything that deep: nearly no file can."""
    openings = text.count("(") + text.count("[") + text.count("{")
    links = sum(map(text.count, (*".+-*/%&|^@<>~", "not ", "await ", " and ", " or ")))
    links += NESTING_LINKS * (text.count("lambda") + text.count(" if "))
    return openings > MAX_DEPTH or links > MAX_LINKS
