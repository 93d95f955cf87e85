"""Writing a report file in the format that its suffix asks for."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.report.contents import Contents

FORMATS = {".json": "json_report", ".md": "markdown", ".html": "html", ".sarif": "sarif"}
"""The module of this package that writes a report, by the suffix of its file."""


def write(path: str | os.PathLike[str], contents: Contents, *, suffix: str = "") -> None:
    """Write the report of a run to `path`, making its folder where there is none.

    The format is that of the file's suffix, or of `suffix`. The file is UTF-8 with LF
    line ends and appears whole or not at all. Raises ValueError for a suffix without a
    format and OSError when it can't be written.
    """
    target = Path(path)
    _replace(target, _content(suffix or target.suffix.lower(), contents))


def append(path: str | os.PathLike[str], contents: Contents, suffix: str) -> None:
    """Add the report in the format of `suffix` to the end of a file: a job's summary.

    Raises what `write` does.
    """
    with Path(path).open("ab") as file:
        file.write(_content(suffix, contents))


def _content(suffix: str, contents: Contents) -> bytes:
    if suffix not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise ValueError(f"no report format has the suffix {suffix!r}; known are {known}")
    module = import_module(f"pytest_etl_diagram.report.{FORMATS[suffix]}")
    render: Callable[[Contents], str] = module.render
    # A lone surrogate (legal in Python strings, not in UTF-8) becomes the escape JSON has for it.
    return render(contents).encode("utf-8", "backslashreplace")


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target and move into place, so that a reader never sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
