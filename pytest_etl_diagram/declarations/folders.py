"""Walking the folders of a project."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.walk import ENVIRONMENT_MARKS, SKIPPED_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pytest_etl_diagram.documents.files import Files


def inside(folder: str, path: str) -> str | None:
    """Return a path that a setting gives from its file's folder on; None for one outside the root.

    What is returned is relative to the root folder, "" for the root itself.
    """
    joined = posixpath.normpath(posixpath.join(folder, path))
    if joined == ".." or joined.startswith(("../", "/")):
        return None
    return "" if joined == "." else joined


def below(
    files: Files, folder: str, suffixes: tuple[str, ...], skipped: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the files below a folder that end so, sorted by path.

    Links to folders aren't followed; folders called as one of `skipped` are left out, and those of
    other people's code.
    """
    found = [path for path in _walk(files, folder, skipped) if path.lower().endswith(suffixes)]
    return tuple(sorted(found))


def _walk(files: Files, folder: str, skipped: Collection[str]) -> Iterator[str]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(files.rootdir / here) as scan:
                entries = list(scan)
        except OSError:  # the folder needn't exist
            continue
        if any(entry.name in ENVIRONMENT_MARKS for entry in entries):
            continue
        for entry in entries:
            path = f"{here}/{entry.name}" if here else entry.name
            if not entry.is_dir():
                yield path
            elif not (entry.is_symlink() or entry.name in SKIPPED_FOLDERS or entry.name in skipped):
                waiting.append(path)
