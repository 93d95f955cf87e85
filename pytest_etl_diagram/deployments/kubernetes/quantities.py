"""Quantities of Kubernetes: the same amount reads the same however it is written."""

from __future__ import annotations

import re
from fractions import Fraction

_FACTORS = {
    "n": Fraction(1, 10**9),
    "u": Fraction(1, 10**6),
    "m": Fraction(1, 1000),
    "": Fraction(1),
    "k": Fraction(10**3),
    "M": Fraction(10**6),
    "G": Fraction(10**9),
    "T": Fraction(10**12),
    "P": Fraction(10**15),
    "E": Fraction(10**18),
    "Ki": Fraction(2**10),
    "Mi": Fraction(2**20),
    "Gi": Fraction(2**30),
    "Ti": Fraction(2**40),
    "Pi": Fraction(2**50),
    "Ei": Fraction(2**60),
}
_QUANTITY = re.compile(r"([+-]?\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,2}))?([num]|[kMGTPE]i?|Ki)?")
_BINARY = ("Ei", "Pi", "Ti", "Gi", "Mi", "Ki")
_DECIMAL = ("E", "P", "T", "G", "M", "k")


def cores(text: str) -> str:
    """Return an amount of CPU in cores: `500m` is `0.5`; what is no quantity stays as it is."""
    amount = _amount(text)
    return text if amount is None else _decimal(amount)


def amount(text: str) -> str:
    """Return an amount of bytes in the biggest unit that it is whole in: `1024Mi` is `1Gi`.

    Multiples of 1024 stay apart from those of 1000. What is no quantity stays as it is.
    """
    found = _amount(text)
    if found is None or found == 0:
        return text if found is None else "0"
    for unit in _BINARY if "i" in text or found % 1024 == 0 else _DECIMAL:
        if found % _FACTORS[unit] == 0:
            return f"{found / _FACTORS[unit]}{unit}"
    return _decimal(found)


def _amount(text: str) -> Fraction | None:
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        return None
    number, exponent, unit = match.groups()
    return Fraction(number) * Fraction(10) ** int(exponent or 0) * _FACTORS[unit or ""]


def _decimal(value: Fraction) -> str:
    """Return a number without needless digits; quantities have no third of anything."""
    whole = f"{float(value):.9f}"
    return whole.rstrip("0").rstrip(".")
