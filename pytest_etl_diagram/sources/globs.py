"""Glob patterns for paths of the project."""

from __future__ import annotations

import re
from functools import cache

_TOKENS = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|.", re.DOTALL)
_REGEX = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@cache
def compile_globs(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return an expression whose `match` finds the paths that a pattern names.

    A path is relative, with forward slashes. A pattern without a slash names
    files and folders anywhere by their name, one with a slash names a path from
    the root; `*` stops at a slash, `**` doesn't. What names a folder names all
    below it. No patterns give None.
    """
    if not patterns:
        return None
    rows = "|".join(_anchored(pattern) for pattern in patterns)
    return re.compile(rf"(?:{rows})(?:/.*)?\Z", re.DOTALL)


def _anchored(pattern: str) -> str:
    plain = pattern.removeprefix("./").strip("/")
    anywhere = "" if "/" in pattern.removeprefix("./").rstrip("/") else "(?:[^/]+/)*"
    return anywhere + "".join(_translate(token) for token in _TOKENS.findall(plain))


def _translate(token: str) -> str:
    if token in _REGEX:
        return _REGEX[token]
    if len(token) > 1:
        inner = token[1:-1].replace("\\", r"\\").replace("[", r"\[")
        return f"[^{inner[1:]}/]" if inner.startswith("!") else f"[{inner}]"
    return re.escape(token)
