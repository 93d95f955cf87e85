"""Unresolved merges: the marks that version control leaves in a text where both sides changed it.

The marks are those of git's `merge.conflictStyle` merge, diff3 and zdiff3 (git help merge).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_START = re.compile(r"^<{7}(?: (?P<name>[^\r\n]*))?\r?$", re.MULTILINE)
_END = re.compile(r"^>{7}(?: (?P<name>[^\r\n]*))?\r?$", re.MULTILINE)
_MARK = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: [^\r\n]*)?\r?$|^={7}\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The first mark of an unresolved merge: its line from 1, and the names of both sides."""

    line: int
    ours: str = ""
    theirs: str = ""

    def __str__(self) -> str:
        """Say it in words, without the line."""
        sides = f" between {self.ours} and {self.theirs}" if self.ours and self.theirs else ""
        return f"an unresolved merge conflict{sides}"


def find_conflict(text: str) -> Conflict | None:
    """Return the first mark of an unresolved merge in a text that can have none, None without."""
    mark = _MARK.search(text)
    if mark is None:
        return None
    ours, theirs = (_name(pattern, text) for pattern in (_START, _END))
    return Conflict(text.count("\n", 0, mark.start()) + 1, ours, theirs)


def find_conflict_in_code(text: str) -> Conflict | None:
    """Return the same of a text in which a row of equals signs may be an underline."""
    found = find_conflict(text)
    return found if found and (_START.search(text) or _END.search(text)) else None


def _name(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return ((found["name"] or "") if found else "").strip()
