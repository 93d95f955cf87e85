"""YAML that nobody writes by accident: whatever it is, somebody should know that it is there.

A file that would blow up a loader, run code in it, or hold itself is reported although nothing
in it looks like a pipeline. What is merely no pipeline isn't read at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.documents.formats import Found

if TYPE_CHECKING:
    from pytest_etl_diagram.documents.files import Files


def read(files: Files, source: str) -> Found:
    """Return what is wrong with a file; by weak hints alone it is only reported."""
    return Found(problems=files.yaml(source).problems)
