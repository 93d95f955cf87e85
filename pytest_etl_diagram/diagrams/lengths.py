"""Texts no longer than a box can hold: hosts refuse a drawing of more than 50,000 characters."""

from __future__ import annotations

import hashlib

LONGEST = 1_000
"""Characters of a name or value that are shown; each may take eight in the drawing's text."""


def cut(text: str) -> str:
    """Return a long text cut, with a hash of all of it: any change of it shows."""
    if len(text) <= LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{text[:LONGEST]}… ({digest})"
