"""Patterns for rules and subjects: `*` is any text, `?` any character, all else is itself.

Brackets are no sets, as in globs, because node ids have them; and case matters on every system.
"""

from __future__ import annotations

import re
from functools import lru_cache


def matches(pattern: str, text: str) -> bool:
    """Tell whether a pattern matches the whole of a text.

    Each part between two stars is taken where it comes first, so that no pattern takes long.
    """
    first, *others = _parts(pattern)
    if not others:
        return first.fullmatch(text) is not None
    begin = first.match(text)
    if begin is None:
        return False
    at = begin.end()
    for part in others[:-1]:
        found = part.search(text, at)
        if found is None:
            return False
        at = found.end()
    last_at = len(text) - _length(pattern)
    return last_at >= at and others[-1].fullmatch(text, last_at) is not None


@lru_cache(maxsize=1024)
def _parts(pattern: str) -> tuple[re.Pattern[str], ...]:
    parts = (re.escape(part).replace(r"\?", ".") for part in pattern.split("*"))
    return tuple(re.compile(part, re.DOTALL) for part in parts)


def _length(pattern: str) -> int:
    """Return how long a text is that the last part of a pattern matches."""
    return len(pattern.rpartition("*")[2])
