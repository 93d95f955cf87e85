"""Words of a command that a reader copies into a shell: names of other people among them."""

from __future__ import annotations

import os
import re
import shlex

_PLAIN = re.compile(r"[A-Za-z0-9_./:=@%+,-]+")
_PLAIN_ON_WINDOWS = re.compile(r"[\w./:=\\-]+")

_SPOILS_DOUBLE_QUOTES = re.compile(r"[\"$`!%\x00-\x1f\x7f\u201c-\u201f]")
"""What ends them, or means something in them, in cmd, PowerShell or a POSIX shell."""

_SPOILS_SINGLE_QUOTES = re.compile(r"['&|<>^%\x00-\x1f\x7f\u2018-\u201b]")
"""What ends them in PowerShell or a POSIX shell, or means something in cmd, which has none."""


def quote(word: str, system: str = os.name) -> str:
    """Quote a word for the shell of a system ("posix" or "nt")."""
    if system != "nt":
        return shlex.quote(word)
    return word if _PLAIN_ON_WINDOWS.fullmatch(word) else f'"{word}"'


def is_quotable(word: str, system: str = os.name) -> bool:
    """Tell whether `quote` makes one word of a word in every shell of a system.

    Nothing does on Windows for what means something in the double quotes of PowerShell.
    """
    return system != "nt" or not _SPOILS_DOUBLE_QUOTES.search(word)


def quote_for_all(word: str) -> str:
    """Quote a word for every shell, wherever it is copied to; "" where that can't be done."""
    if _PLAIN.fullmatch(word):
        return word
    if not _SPOILS_DOUBLE_QUOTES.search(word) and "\\" not in word:
        return f'"{word}"'
    return "" if _SPOILS_SINGLE_QUOTES.search(word) else shlex.quote(word)


def item_argument(path: str, name: str) -> str:
    """Return the argument that names an item of the file at `path`; "" where none can.

    pytest takes everything after the first bracket for a parameter, `::` for the end of the
    path, and a first `-` or `@` for something else. A node id has a backslash where it shows
    the path otherwise than it is.
    """
    if re.search(r"\[|\\|::", path):
        return ""
    return f"{'./' if path.startswith(('-', '@')) else ''}{path}::{name}"
