"""The text of a file of data: how long it may be, and in which encodings it may stand."""

from __future__ import annotations

import codecs
import stat
from typing import TYPE_CHECKING

from pytest_etl_diagram.documents.limits import MAX_SIZE
from pytest_etl_diagram.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = (  # longest first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path, source: str) -> str:
    """Return the text of the file at `path`, with LF at the end of every line.

    It is in UTF-8, or in what its byte order mark says, as YAML allows. Raises SourceError, which
    names it as `source`, for what is no file, can't be read, is too long or isn't such a text.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(source, 0, "can't be read: is no plain file")
        if status.st_size > MAX_SIZE:
            raise too_long(source, status.st_size)
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(source, 0, f"can't be read: {error.strerror or error}") from error
    return decode(data, source)


def decode(data: bytes, source: str) -> str:
    """Return the text of a file's bytes; raises SourceError where they are none."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1 if encoding.startswith("utf-8") else 0
        name = encoding.removesuffix("-sig").upper()
        message = f"isn't {name} text ({error.reason}): save it as UTF-8"
        raise SourceError(source, line, message) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def too_long(source: str, size: int) -> SourceError:
    """Return what is raised for a file of over MAX_SIZE bytes."""
    return SourceError(
        source,
        0,
        f"is {size / 1_000_000:,.0f} MB long and isn't read: files of data may have "
        f"{MAX_SIZE / 1_000_000:,.0f} MB; split it, or exclude it with etl_diagrams_exclude",
    )
