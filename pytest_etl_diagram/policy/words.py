"""Words of other people in messages."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return a text with escapes for what would move a terminal's cursor or hide something."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
