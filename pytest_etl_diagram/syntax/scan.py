"""A cheap look at a source text before it is parsed.

libcst parses deep nesting in quadratic time and, beyond some thousands of
levels, ends the process. So nesting and operator chains are counted first.
"""

from __future__ import annotations

import re

from pytest_etl_diagram.errors import SourceError

MAX_DEPTH = 200  # CPython itself refuses more than 200 nested brackets
MAX_LINKS = 1200  # links of one chain: `a.b.c`, `a + b + c`; 1,000 take libcst a second
NESTING_LINKS = 3  # what a link counts whose right side is nested: `a if b else c if d else …`

_TOKENS = re.compile(
    r"""
    (?P<skip>\#[^\n]*
      | [rRbBuUfFtT]{0,3}(?:\"\"\"(?:[^\\]|\\.)*?(?:\"\"\"|\\?\Z)|'''(?:[^\\]|\\.)*?(?:'''|\\?\Z)
                     |"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?))  # a string may lack its end
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<reset>[,;\n])
    | (?P<nesting>\b(?:lambda|if)\b)
    | (?P<link>\.(?=[ \t]*[^\W\d])|\*\*|//|<<|>>|[-+*/%&|^@<>~]
      | \b(?:not|await|and|or)\b)
    """,
    re.VERBOSE | re.DOTALL,
)


def check_depth(path: str, text: str) -> None:
    """Raise SourceError where `text` nests or chains deeper than can be parsed safely."""
    if not _worth_counting(text):
        return
    chain = [0]
    for found in _TOKENS.finditer(text):
        kind = found.lastgroup
        if kind == "open":
            chain.append(0)
            if len(chain) > MAX_DEPTH:
                raise _too_deep(path, text, found, f"brackets nested over {MAX_DEPTH} deep")
        elif kind == "close":
            if len(chain) > 1:
                chain.pop()
            chain[-1] += 1
        elif kind in ("link", "nesting"):
            chain[-1] += 1 if kind == "link" else NESTING_LINKS
        elif kind == "reset" and (len(chain) == 1 or found.group() == ","):
            chain[-1] = 0
        if chain[-1] > MAX_LINKS:
            raise _too_deep(path, text, found, f"one expression of over {MAX_LINKS} links")


def _worth_counting(text: str) -> bool:
    """Tell whether the text can hold anything that deep: nearly no file can."""
    openings = text.count("(") + text.count("[") + text.count("{")
    links = sum(map(text.count, (*".+-*/%&|^@<>~", "not ", "await ", " and ", " or ")))
    links += NESTING_LINKS * (text.count("lambda") + text.count(" if "))
    return openings > MAX_DEPTH or links > MAX_LINKS


def _too_deep(path: str, text: str, found: re.Match[str], what: str) -> SourceError:
    line = text.count("\n", 0, found.start()) + 1
    return SourceError(path, line, f"{what}; split it, or exclude the file (etl_diagrams_exclude)")
