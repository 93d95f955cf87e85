"""What a plain YAML scalar means, by YAML 1.1's rules as PyYAML's safe loader follows them.

Two differ on purpose: dates stay texts, and so do numbers to the base 60, as people who write
`22:22` mean two ports.
"""

from __future__ import annotations

import re

Value = str | int | float | bool | None

STANDARD = "tag:yaml.org,2002:"
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset("yes Yes YES true True TRUE on On ON".split())
_FALSE = frozenset("no No NO false False FALSE off Off OFF".split())
_INT = re.compile(
    r"(?P<sign>[-+]?)(?:0b(?P<binary>[0-1_]+)|0x(?P<hexadecimal>[0-9a-fA-F_]+)"
    r"|0(?P<octal>[0-7_]+)|(?P<decimal>0|[1-9][0-9_]*))"
)
_BASES = (("binary", 2), ("hexadecimal", 16), ("octal", 8), ("decimal", 10))
_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
)
_SPECIAL = re.compile(r"(?P<sign>[-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LONGEST = 100  # digits; what is longer is no number that anybody counts with


def resolve(text: str) -> Value:
    """Return what a plain scalar without a tag means."""
    if text in _NULLS:
        return None
    first = text[0]
    if first in "0123456789+-.":
        number = _number(text)
        return text if number is None else number
    if first in "yYnNtTfFoO":
        if text in _TRUE:
            return True
        if text in _FALSE:
            return False
    return text


def convert(tag: str, text: str) -> Value:
    """Return what a scalar with a standard tag (`int`, `float`, `bool`, …) means.

    Raises ValueError where the text is none of that type.
    """
    if tag == "null":
        return None
    value = resolve(text)
    if tag == "bool" and isinstance(value, bool):
        return value
    if tag == "int" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if tag == "float" and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if tag in ("bool", "int", "float"):
        raise ValueError(text)
    return text


def _number(text: str) -> int | float | None:
    if len(text) > _LONGEST:
        return None
    match = _INT.fullmatch(text)
    if match is not None:
        for name, base in _BASES:
            digits = (match[name] or "").replace("_", "")
            if digits:
                return int(match["sign"] + digits, base)
        return None
    if _FLOAT.fullmatch(text) is not None:
        return float(text.replace("_", ""))
    match = _SPECIAL.fullmatch(text)
    return None if match is None else float(f"{match['sign'] or ''}{text[-3:].lower()}")
