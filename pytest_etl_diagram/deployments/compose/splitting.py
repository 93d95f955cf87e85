"""Splitting the short forms of Compose at their colons."""

from __future__ import annotations

import re

_PART = re.compile(r"(?:\{[^{}]*\}|\[[^\[\]]*\]|[^:{\[]|[{\[])+|(?<=:)(?=:)|\A(?=:)|(?<=:)\Z")


def at_colons(text: str) -> list[str]:
    """Split at colons, except at those of a placeholder (`{env:PORT}`) or an IPv6 address."""
    return _PART.findall(text)
