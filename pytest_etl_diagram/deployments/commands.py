"""Commands in one line, with their credentials hidden, whichever way they are laid out."""

from __future__ import annotations

import re
import shlex
from typing import Final

from pytest_etl_diagram.deployments.credentials import without_credentials

_BLANKS: Final = re.compile(r"(?:\s|\\\n)+")
_GOES_ON: Final = re.compile(r"(?:^|[\s;])(?:do|then|else|in)$|[;&|({]$")
_COMMENT: Final = re.compile(r"(?m)^\s*#.*\n?")


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as a shell splits it."""
    try:
        return tuple(shlex.split(text))
    except ValueError:  # a quotation without its end: Compose would refuse it
        return tuple(text.split())


def shown_words(words: tuple[str, ...]) -> str:
    """Return a command, given as its words, in one line."""
    has_script = any("\n" in word.strip() for word in words)
    return without_credentials(" ".join(_script(w) if has_script else _quoted(w) for w in words))


def in_one_line(command: str) -> str:
    """Return a command or a script in one line."""
    has_lines = "\n" in command.strip()
    return without_credentials(_script(command) if has_lines else _line(command))


def _script(word: str) -> str:
    """Return a script of several lines in one, its commands parted by semicolons."""
    lines = _COMMENT.sub("", word).replace("\\\n", " ").splitlines()
    parts = [line for line in (_line(each) for each in lines) if line]
    joined = (part if _GOES_ON.search(part) else f"{part};" for part in parts[:-1])
    return " ".join([*joined, *parts[-1:]])


def _line(script: str) -> str:
    return _BLANKS.sub(" ", script).strip()


def _quoted(word: str) -> str:
    if word and not _BLANKS.search(word):
        return word
    return f"'{_line(word)}'"
