"""Checks written as a text: `row_count > 0` has a metric and a threshold."""

from __future__ import annotations

import re

_THRESHOLD = re.compile(
    r"(?P<metric>[^<>=!]+?)\s*(?P<threshold>(?:[<>!=]=?|\b(?:not )?between\b|\bsame as\b).*)",
    re.DOTALL,
)
_WHOLE = re.compile(r"(?i)values in|failed rows|schema|reference|.+ must (?:not )?exist in")


def split(check: str) -> tuple[str, str]:
    """Return metric and threshold of a check; the whole text and "" where it has none."""
    text = " ".join(check.split())
    found = None if _WHOLE.match(text) else _THRESHOLD.fullmatch(text)
    return (found["metric"], found["threshold"].strip()) if found else (text, "")
