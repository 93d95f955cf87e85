"""Secrets never reach a drawing: passwords, tokens and credentials in URLs are masked."""

from __future__ import annotations

import re
from functools import lru_cache

MASK = "***"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # scheme://user:password@host and scheme://token@host
    (re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]*(?=@)"), f"{MASK}:{MASK}"),
    (re.compile(r"(?<=://)[^/\s:@]{16,}(?=@)"), MASK),
    # password=…, "token": "…", api_key=… in a query string, a JSON text or a command
    (
        re.compile(
            r"(?i)(?<![a-z])((?:[a-z]+[_-])?(?:password|passwd|pwd|secret|token|api[_-]?key|"
            r"access[_-]?key|private[_-]?key|credential|authorization)s?"
            r"['\"]?\s*[=:]\s*['\"]?)(?!\{)[^\s'\"&,;}{)]+"
        ),
        rf"\1{MASK}",
    ),
    (re.compile(r"(?i)\b(bearer|basic)\s+[a-z0-9._~+/=-]{8,}"), rf"\1 {MASK}"),
    # Keys that are known by their look: AWS, GitHub, Slack, Google, JSON web tokens
    (
        re.compile(
            r"\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|xox[abpr]-[A-Za-z0-9-]{10,}"
            r"|AIza[0-9A-Za-z_-]{30,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*)"
        ),
        MASK,
    ),
)


@lru_cache(maxsize=8192)
def mask(text: str) -> str:
    """Return `text` with whatever looks like a secret replaced by `***`."""
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text
