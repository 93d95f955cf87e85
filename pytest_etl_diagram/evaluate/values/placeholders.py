"""Placeholders: the texts in braces that stand for what isn't known."""

from __future__ import annotations

from pytest_etl_diagram.masking import mask

MAX_TEXT = 60
"""Placeholders are cut to this many characters: they name a thing, they don't quote it."""


def cut(text: str) -> str:
    """Shorten a placeholder's text; secrets are masked before that, as half of one isn't known."""
    text = _whole(text)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def cut_name(text: str) -> str:
    """Shorten a qualified name; its end says more than its beginning."""
    text = _whole(text)
    return text if len(text) <= MAX_TEXT else "…" + text[1 - MAX_TEXT :]


def _whole(text: str) -> str:
    return text if len(text) <= MAX_TEXT else mask(text)


def stripped(text: str) -> str:
    """Return what stands inside the braces of a placeholder."""
    if text.startswith("{") and text.endswith("}") and text.find("}") == len(text) - 1:
        return text[1:-1]
    return text


def inside(text: str, more: str) -> str:
    """Return the placeholder of a part of `text`: `{a}` and `.b` give `{a.b}`."""
    inner = stripped(text)
    return text if inner is text else "{" + cut_name(inner + more) + "}"
