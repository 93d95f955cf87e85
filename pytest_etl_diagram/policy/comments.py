"""Comments in code and files of data that speak to this plugin.

# etl-diagram: allow retries-removed until 2026-12-31 -- the API is not idempotent
# etl-diagram: renamed-from extract_orders
"""

# ruff: noqa: PLC0415 -- most files have none, and then neither parser nor rules are needed

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.documents.encodings import read_text
from pytest_etl_diagram.errors import SourceError
from pytest_etl_diagram.policy.model import Comments
from pytest_etl_diagram.sources.comments import MARK
from pytest_etl_diagram.sources.hints import SUFFIXES
from pytest_etl_diagram.sources.text import decode

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_etl_diagram.sources.comments import Comment


def read_comments(path: Path, source: str) -> Comments:
    """Return what the comments of the file at `path` say; `source` is its relative path.

    Nothing of a file that can't be read: that is told elsewhere. What is written wrongly is a
    problem that fails nothing.
    """
    try:
        found = _comments(path, source)
    except (SourceError, OSError):
        return Comments()
    if not found:
        return Comments()
    from pytest_etl_diagram.policy.remarks import remarks

    return remarks(found, source)


def _comments(path: Path, source: str) -> tuple[Comment, ...]:
    if path.suffix in SUFFIXES:
        return _of_code(path.read_bytes(), source)
    return _of_data(read_text(path, source), source)


def _of_code(data: bytes, source: str) -> tuple[Comment, ...]:
    if MARK.encode() not in data:
        return ()
    from pytest_etl_diagram.syntax.comments import comments

    return comments(source, decode(data, source))


def _of_data(text: str, source: str) -> tuple[Comment, ...]:
    if MARK not in text:
        return ()
    from pytest_etl_diagram.documents.comments import comments

    return comments(source, text)
