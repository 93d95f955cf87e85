"""How logical lines begin: the ladders of `elif` and the patterns of `case` that are too deep.

libcst takes a branch after the other by recursion that nothing limits, and a pattern's brackets by
trying each twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.syntax.tokens import TOKENS, too_deep

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ELIFS = 800  # of one `if`; a stack of 1 MB, as on Windows, ends with libcst at about 1,000
MAX_PATTERN = 14  # brackets nested in a `case`: each one more takes libcst twice the time

_LINE = re.compile(r"([ \t\f]*)(elif\b|case\b(?!\s*[=.,)\]])|[^\s#])")
_CASE = re.compile(r"^[ \t\f]*case\b(?=.*[\[({])", re.MULTILINE)


def check_heads(path: str, text: str) -> None:
    """Raise SourceError where an `if` has too many branches, or a pattern nests too deeply."""
    if text.count("elif") <= MAX_ELIFS and _CASE.search(text) is None:
        return
    heads = _Heads()
    heads.start(text, 0)
    for found, depth in _depths(text):
        if depth > MAX_PATTERN and heads.is_case:
            raise too_deep(path, text, found, f"a pattern nested over {MAX_PATTERN} deep")
        if depth == 0 and found.group() == "\n":
            heads.start(text, found.end())
            if heads.elifs > MAX_ELIFS:
                raise too_deep(path, text, found, f"an `if` of over {MAX_ELIFS:,} branches")


def _depths(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the tokens with how many brackets are open after them; not ends of lines that go on."""
    depth = 0
    before: re.Match[str] | None = None
    for found in TOKENS.finditer(text):
        if found.lastgroup == "open":
            depth += 1
        elif found.lastgroup == "close":
            depth = max(depth - 1, 0)
        if not _goes_on(text, found, before):
            yield found, depth
        before = found


def _goes_on(text: str, found: re.Match[str], before: re.Match[str] | None) -> bool:
    """Tell whether a token ends a line that goes on, by a backslash that no comment holds."""
    if found.group() != "\n" or not text.endswith("\\", 0, found.start()):
        return False
    return before is None or before.end() != found.start() or before.group()[0] != "#"


class _Heads:
    """How the lines begin: whether this one is a `case`, and which `elif` of its `if` it is."""

    def __init__(self) -> None:
        self.is_case = False
        self.elifs = 0
        self._ladders: list[list[int]] = []  # [indentation, `elif`s], from the outermost in

    def start(self, text: str, at: int) -> None:
        """Take the line that starts at a place."""
        line = _LINE.match(text, at)
        if line is None:
            return
        indent, word = len(line[1].expandtabs()), line[2]
        self.is_case = word == "case"
        while self._ladders and self._ladders[-1][0] > indent:
            self._ladders.pop()
        is_within = bool(self._ladders) and self._ladders[-1][0] == indent
        if word != "elif":
            del self._ladders[len(self._ladders) - is_within :]
            return
        if not is_within:
            self._ladders.append([indent, 0])
        self._ladders[-1][1] += 1
        self.elifs = self._ladders[-1][1]
