"""The parts of a source text that tell how deep it nests, before anything is parsed."""

from __future__ import annotations

import re

from pytest_etl_diagram.errors import SourceError

TOKENS = re.compile(
    r"""
    (?P<skip>\#[^\n]*
      | [rRbBuUfFtT]{0,3}(?:\"\"\"[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*(?:\"\"\"|\\?\Z)
                     |'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*(?:'''|\\?\Z)
                     |"[^"\\\n]*(?:\\.[^"\\\n]*)*"?
                     |'[^'\\\n]*(?:\\.[^'\\\n]*)*'?))  # a string may lack its end
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<reset>[,;\n])
    | (?P<nesting>\b(?:lambda|if)\b)
    | (?P<link>\.(?=[ \t]*[^\W\d])|\*\*|//|<<|>>|[-+*/%&|^@<>~]
      | \b(?:not|await|and|or)\b)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Strings are runs of plain characters: a choice at each would take 100 bytes a character."""


def too_deep(path: str, text: str, found: re.Match[str], what: str) -> SourceError:
    """Return what is raised for a text that is too deep at a token; `what` says in which way."""
    line = text.count("\n", 0, found.start()) + 1
    return SourceError(path, line, f"{what}; split it, or exclude the file (etl_diagrams_exclude)")
