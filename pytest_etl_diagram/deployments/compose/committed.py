"""Which files are committed, going by `.gitignore`: what is only on one machine draws nothing.

A `.env` that git ignores has other values on every machine, and none on a build server.
"""

from __future__ import annotations

import fnmatch
import posixpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.files import Files


def is_committed(files: Files, source: str) -> bool:
    """Tell whether there is such a file in the project, and no `.gitignore` names it."""
    if not files.exists(source):
        return False
    ignored = False
    for folder in _folders(source):
        ignore = f"{folder}/.gitignore" if folder else ".gitignore"
        if files.exists(ignore):
            relative = source[len(folder) + 1 :] if folder else source
            for line in _lines(files, ignore):
                pattern = line.strip()
                if pattern and pattern[0] != "#" and _names(pattern.lstrip("!"), relative):
                    ignored = pattern[0] != "!"
    return not ignored


def _lines(files: Files, ignore: str) -> list[str]:
    """Return the patterns of a `.gitignore`; that of all files where it can't be read.

    Git compares bytes: one that is no text names another file than any that is asked for.
    """
    try:
        return files.disk.read(ignore).decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return ["*"]


def _folders(source: str) -> Iterator[str]:
    """Yield the folders around a file, from the root on."""
    yield ""
    parts = posixpath.dirname(source).split("/")
    for count in range(1, len(parts) + 1):
        if parts[0]:
            yield "/".join(parts[:count])


def _names(pattern: str, relative: str) -> bool:
    """Tell whether a pattern names a file, given relative to the pattern's folder, or its folder.

    `*` matches slashes too here: that a pattern names more than git would says is harmless.
    """
    anchored = "/" in pattern.rstrip("/")
    pattern = pattern.strip("/").removeprefix("**/")
    parts = relative.split("/")
    wholes = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return any(fnmatch.fnmatchcase(each, pattern) for each in (wholes if anchored else parts))
