"""Secrets never reach a drawing: passwords, tokens and credentials in URLs are masked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pytest_etl_diagram.masking.named import mask_named
from pytest_etl_diagram.masking.names import is_secret_name
from pytest_etl_diagram.masking.shapes import SHAPES

MASK: Final = "***"

_REFERENCES = re.compile(
    r"(?:\{\{(?:(?!\}\}|default|,\s*['\"])[^\n])*\}\}|\{\w+:[^{}\n]*\}|\$\{[A-Za-z_][\w.]*\}"
    r"|\$\{\{[^}\n]*\}\}|\$[A-Z_][A-Z0-9_]*|\*\*\*|[\s:@/,;|+])*"
)


@lru_cache(maxsize=8192)
def mask(text: str) -> str:
    """Return `text` with whatever looks like a secret replaced by `***`."""
    lowered = text.lower()
    for shape in SHAPES:
        if not shape.needs or any(word in lowered for word in shape.needs):
            text = shape.pattern.sub(shape.written, text)
    return mask_named(text)


def mask_fact(name: str, value: str) -> str:
    """Return a fact's value with its secrets replaced, all of it where its name is a secret's.

    A value that only refers to a secret stays: `{env:X}`, `{{ var.value.x }}`, `${X}`.
    """
    if is_secret_name(name) and not _REFERENCES.fullmatch(value):
        return MASK
    return mask(value)
