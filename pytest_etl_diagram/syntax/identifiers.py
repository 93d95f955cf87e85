"""Identifiers as Python knows them, whatever characters they are written with."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import libcst as cst


def identifier(name: cst.Name) -> str:
    """Return a name in its NFKC form, by which Python compares names.

    Source: the language reference, "Identifiers and keywords" (`ﬁle` is `file`).
    """
    written = name.value
    return written if written.isascii() else unicodedata.normalize("NFKC", written)
