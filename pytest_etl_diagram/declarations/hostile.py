"""YAML that nobody writes by accident: whatever it is, somebody should know that it is there.

A file that would blow up a loader, run code in it, or hold itself is reported although nothing
in it looks like a pipeline. What is merely no pipeline isn't read at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.documents.formats import Format, Found
from pytest_etl_diagram.sources.hints import DocumentHint

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files

_YAML = r"\.ya?ml"
SIGNS = (
    rb"!!python/object",  # not `!!python/name`, which mkdocs has everybody write
    rb"&[\w-]+[ \t]*\[(?:[ \t\r\n]*\*[\w-]+[ \t\r\n]*,){4}",  # an anchor of many aliases: a bomb
    rb"&([\w-]+)[ \t]*(?:\[|\{[^}\n*]*:)[ \t\r\n]*\*\1\b",  # an anchor in itself
    rb"\A[^\n]{0,200}\x00",
    rb"\n[ ]*\t[ \t]*[\w-]+:[ \r\n]",  # a key behind a tab
)
"""What such a file holds one of, as regular expressions."""


def read(files: Files, source: str) -> Found:
    """Return what is wrong with a file; by weak hints alone it is only reported."""
    return Found(problems=files.yaml(source).problems)


FORMAT = Format(
    "hostile", tuple(DocumentHint(_YAML, (sign,), strong=False) for sign in SIGNS), read
)
