"""Layer: graphs as Mermaid text and as snapshot files, and back."""

from __future__ import annotations

from pytest_etl_diagram.mermaid.document import (
    FORMAT_VERSION,
    Document,
    format_version,
    header,
    parse,
    render,
)
from pytest_etl_diagram.mermaid.parts import HOST, Limits
from pytest_etl_diagram.mermaid.reading import read
from pytest_etl_diagram.mermaid.split import Drawing, drawings, join
from pytest_etl_diagram.mermaid.writing import write

__all__ = [
    "FORMAT_VERSION",
    "HOST",
    "Document",
    "Drawing",
    "Limits",
    "drawings",
    "format_version",
    "header",
    "join",
    "parse",
    "read",
    "render",
    "write",
]
