"""Writing a report file in the format that its suffix asks for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import WriteError
from pytest_etl_diagram.sources.writing import explained, replace_file

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from pytest_etl_diagram.report.contents import Contents

FORMATS = {".json": "json_report", ".md": "markdown", ".html": "html", ".sarif": "sarif"}
"""The module of this package that writes a report, by the suffix of its file."""


def write(path: str | os.PathLike[str], contents: Contents, *, suffix: str = "") -> None:
    """Write the report of a run to `path`, making its folder where there is none.

    The format is that of the file's suffix, or of `suffix`. The file is UTF-8 with LF
    line ends and appears whole or not at all. Raises ValueError for a suffix without a
    format and WriteError when it can't be written.
    """
    target = Path(path)
    replace_file(target, _content(suffix or target.suffix.lower(), contents))


def append(path: str | os.PathLike[str], contents: Contents, suffix: str) -> None:
    """Add the report in the format of `suffix` to the end of a file: a job's summary.

    Raises what `write` does.
    """
    content = _content(suffix, contents)
    try:
        with Path(path).open("ab") as file:
            file.write(content)
    except OSError as error:
        raise WriteError(str(path), explained(error)) from error


def _content(suffix: str, contents: Contents) -> bytes:
    if suffix not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise ValueError(f"no report format has the suffix {suffix!r}; known are {known}")
    module = import_module(f"pytest_etl_diagram.report.{FORMATS[suffix]}")
    render: Callable[[Contents], str] = module.render
    # A lone surrogate (legal in Python strings, not in UTF-8) becomes the escape JSON has for it.
    return render(contents).encode("utf-8", "backslashreplace")
