"""The format versions of snapshots: which one a text is of, and reading older ones.

A new version of the format is a row: what makes a text of the version before one of the new.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.mermaid import header

if TYPE_CHECKING:
    from collections.abc import Callable

MIGRATIONS: dict[int, Callable[[str], str]] = {}
"""By version, what makes a snapshot's text the same drawing in the version after it.

It raises SnapshotFormatError for a text that it can't read. Format 1 is the first.
"""

_STAMP = re.compile(
    r"^[ \t]*Source: [^\n]* [^ \n]{1,2} format\b[ \t]*(?P<version>[^\r\n]*?)[ \t]*\r?$",
    re.MULTILINE,
)
"""A source line, whatever an editor's encoding has made of its dot."""

_NUMBER = re.compile(r"[0-9]{1,9}")


def is_ours(text: str) -> bool:
    """Tell whether a text is a snapshot, maybe a damaged one, or nothing at all."""
    return not text.strip() or _STAMP.search(text) is not None


def format_version(text: str) -> int | None:
    """Return the newest format version that a snapshot names, None where none is readable.

    Where a merge wasn't resolved there may be two.
    """
    named = (found["version"] for found in _STAMP.finditer(text))
    return max((int(each) for each in named if _NUMBER.fullmatch(each)), default=None)


def is_newer(text: str) -> bool:
    """Tell whether a newer version wrote a snapshot, which this one must not replace."""
    version = format_version(text)
    return version is not None and version > header.FORMAT_VERSION


def is_older(text: str) -> bool:
    """Tell whether a snapshot is of a former format."""
    version = format_version(text)
    return version is not None and version < header.FORMAT_VERSION


def refuse_newer(text: str) -> None:
    """Raise SnapshotFormatError for a snapshot of a newer format version, saying what to do."""
    if is_newer(text):
        version = format_version(text)
        raise _unreadable(version, "a newer pytest-etl-diagram wrote it: upgrade the plugin")


def migrated(text: str) -> str:
    """Return a snapshot's text as this version would have written it.

    One of a newer version is as it was. Raises SnapshotFormatError, saying what to do, for an
    older version that can't be read.
    """
    version = format_version(text)
    if version is None:
        return text
    for number in range(version, header.FORMAT_VERSION):
        step = MIGRATIONS.get(number)
        text = "" if step is None else step(text)
        if format_version(text) != number + 1:
            remedy = "rewrite it with pytest --etl-diagrams --snapshot-update"
            raise _unreadable(version, remedy)
    return text


def _unreadable(version: int | None, remedy: str) -> SnapshotFormatError:
    return SnapshotFormatError(
        f"format {version}, but this plugin reads format {header.FORMAT_VERSION}; {remedy}"
    )
