"""The text of a source file, decoded as Python decodes it."""

from __future__ import annotations

import hashlib
import io
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_etl_diagram.sources.observing import Disk


MAX_CODE = 10_000_000
"""Files of Python of more bytes aren't read: a sparse one would fill the memory."""


@dataclass(frozen=True, slots=True)
class Source:
    r"""One file: its path relative to the root folder, its text and its bytes' hash.

    `path` has forward slashes, `text` has `\n` at the end of every line whatever
    the file has, `sha256` is the hexadecimal digest of the bytes on disk.
    """

    path: str
    text: str
    sha256: str


def read_source(path: Path, rootdir: Path) -> Source:
    """Read the file at `path`, which lies below `rootdir`.

    Raises SourceError when it can't be read or isn't in the encoding it declares.
    """
    name = path.relative_to(rootdir).as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(error, name) from error
    return Source(name, decode(data, name), hashlib.sha256(data).hexdigest())


def read_code(disk: Disk, source: str) -> str:
    """Return the text of a Python file by its path relative to the root folder.

    Raises SourceError when it can't be read, has more than MAX_CODE bytes or isn't in the encoding
    it declares.
    """
    try:
        data = disk.read(source, MAX_CODE + 1)
    except OSError as error:
        raise unreadable(error, source) from error
    if len(data) > MAX_CODE:
        words = (
            f"has over {MAX_CODE / 1_000_000:,.0f} MB and isn't read: nobody writes that much code "
            "by hand; split it, or exclude it with etl_diagrams_exclude"
        )
        raise SourceError(source, 0, words)
    return decode(data, source)


def unreadable(error: OSError, name: str) -> SourceError:
    """Return what is raised for a file that can't be read."""
    return SourceError(name, 0, f"can't be read: {error.strerror or error}")


def decode(data: bytes, name: str) -> str:
    """Return the text of Python source, by its BOM or coding line, else as UTF-8 (PEP 263).

    Raises SourceError, naming the file as `name`, for an unknown encoding or for
    bytes that are wrong in it.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"isn't {error.encoding} text: {error.reason}; save it as UTF-8"
        raise SourceError(name, _line_of(data, error.start), message) from error
    except (SyntaxError, LookupError, UnicodeError) as error:
        raise SourceError(name, *_declaration_error(data, error)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line_of(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _declaration_error(data: bytes, error: Exception) -> tuple[int, str]:
    """Say where and why the encoding couldn't be told from the first two lines."""
    for number, line in enumerate(data.split(b"\n", 2)[:2], 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number, "isn't utf-8 text; save it as UTF-8 or declare its encoding"
        if b"coding" in line:
            return number, f"declares an encoding that can't be used: {error}; save it as UTF-8"
    return 1, f"declares an encoding that can't be used: {error}; save it as UTF-8"


def read_text_file(path: Path, rootdir: Path) -> str:
    """Return the text of a data file (YAML, JSON, CSV, SQL) below `rootdir`.

    Raises SourceError when it can't be read or isn't UTF-8 (with or without a BOM).
    """
    name = path.relative_to(rootdir).as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(error, name) from error
    return decode_data(data, name)


def decode_data(data: bytes, name: str) -> str:
    """Return the text of a data file; raises SourceError, naming it `name`, if it isn't UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(name, 0, f"isn't UTF-8 text: {error.reason}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
