"""The keys by which a diagram's places name the lines of a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.model import Message


def message_key(message: Message) -> str:
    """Return the key of a message: `c_pipeline>e_S3:read sales`; equal messages share it."""
    return f"{message.source}>{message.target}:{message.text}"


def section_key(kind: str, label: str) -> str:
    """Return the key of a section of a frame: `loop[for each batch]`."""
    return f"{kind}[{label}]"
