"""Writing a report file in the format that its suffix asks for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_etl_diagram.report import json_report
from pytest_etl_diagram.report.contents import Contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_etl_diagram.model import Problem
    from pytest_etl_diagram.report.entries import Entry

FORMATS: dict[str, Callable[[Contents], str]] = {".json": json_report.render}
"""The text of a report by the suffix of its file; a format is one row."""


def check_suffix(path: str | os.PathLike[str]) -> None:
    """Raise ValueError, in words for the user, when no format has the suffix of `path`."""
    suffix = Path(path).suffix.lower()
    if suffix not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise ValueError(f"no report format has the suffix {suffix!r}; known are {known}")


def write(  # noqa: PLR0913, PLR0917  (what a report is made from)
    path: str | os.PathLike[str],
    entries: Iterable[Entry],
    orphans: Iterable[str],
    problems: Iterable[Problem],
    root: str,
    tool_version: str,
) -> None:
    """Write the report of a run to `path`, making its folder where there is none.

    The file is UTF-8 with LF line ends and appears whole or not at all. Raises
    ValueError for a suffix without a format and OSError when it can't be written.
    """
    check_suffix(path)
    contents = Contents(tuple(entries), tuple(orphans), tuple(problems), root, tool_version)
    target = Path(path)
    text = FORMATS[target.suffix.lower()](contents)
    # A lone surrogate (legal in Python strings, not in UTF-8) becomes the escape JSON has for it.
    _replace(target, text.encode("utf-8", "backslashreplace"))


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target and move into place, so that a reader never sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
