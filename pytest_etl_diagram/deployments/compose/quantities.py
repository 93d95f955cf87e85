"""Durations, sizes and numbers of processors in one form each."""

from __future__ import annotations

import re

_DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|us|s)")
_MILLISECONDS = {"h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0, "us": 0.001}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgtp]?)i?b?")
_UNITS = ("", "K", "M", "G", "T", "P")
_STEP = 1024


def duration(text: str) -> str:
    """Return a duration with the fewest parts (`90s` is `1m30s`); what isn't one as it is."""
    parts = _DURATION_PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return text
    left = round(sum(float(number) * _MILLISECONDS[unit] for number, unit in parts))
    shown = []
    for unit in ("h", "m", "s", "ms"):
        count, left = divmod(left, int(_MILLISECONDS[unit]))
        if count:
            shown.append(f"{count}{unit}")
    return "".join(shown) or "0s"


def size(text: str) -> str:
    """Return a number of bytes in its largest whole unit (`1024m` is `1G`); others as they are."""
    found = _SIZE.fullmatch(text.strip().lower())
    if found is None:
        return text
    count = float(found[1]) * _STEP ** _UNITS.index(found[2].upper())
    if count != int(count):
        return text
    left, unit = int(count), 0
    while left and left % _STEP == 0 and unit < len(_UNITS) - 1:
        left, unit = left // _STEP, unit + 1
    return f"{left}{_UNITS[unit]}"


def number(text: str) -> str:
    """Return a number without zeros that say nothing (`0.50` is `0.5`); others as they are."""
    try:
        return f"{float(text):g}"
    except ValueError:
        return text
