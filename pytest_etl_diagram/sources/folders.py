"""What lies in the folders of a project: each is listed once a run, whoever asks.

Paths are relative to the root folder, with forward slashes; the root itself is "". A name is told
apart by case on every system, as git does.
"""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

FILE, FOLDER, NOTHING = "file", "folder", ""
"""What there can be at a path. What is neither (a pipe, a broken link, a link that leads out of the
root folder) is nothing to read."""

SKIPPED_FOLDERS = frozenset(
    {
        ".bzr",
        ".eggs",
        ".git",
        ".hg",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".svn",
        ".tox",
        "CVS",
        "__pycache__",
        "_darcs",
        "node_modules",
        "site-packages",
    }
)
"""Names of folders that hold other people's code or no code."""

ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")
"""What lies in a folder that is a virtual environment."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What lies in a folder: by name, sorted, what that is; and which of these are links.

    `exists` is False for what is no folder, or can't be listed.
    """

    kinds: Mapping[str, str]
    links: frozenset[str] = frozenset()
    exists: bool = True

    @property
    def is_environment(self) -> bool:
        """Whether the folder is a virtual environment."""
        return any(mark in self.kinds for mark in ENVIRONMENT_MARKS)


_ABSENT = Listed({}, exists=False)


class Folders:
    """The folders below a root folder."""

    def __init__(self, rootdir: Path) -> None:
        """Take the root folder; nothing is listed yet."""
        self.rootdir = rootdir
        self._start = f"{rootdir}/"
        self._listed: dict[str, Listed] = {}
        self._below: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    @cached_property
    def real_root(self) -> str:
        """Where the root folder really is, links followed; it ends in a slash."""
        return os.path.realpath(self.rootdir).rstrip(os.sep) + os.sep

    def kind(self, path: str) -> str:
        """Return what there is at a path: FILE, FOLDER or NOTHING."""
        place = inside(path)
        if not place:
            return NOTHING if place is None else FOLDER
        folder, _, name = place.rpartition("/")
        return self.listed(folder).kinds.get(name, NOTHING)

    def is_inside(self, real: str) -> bool:
        """Tell whether an absolute path, in which no part is a link, is in the root folder."""
        return f"{real}{os.sep}".startswith(self.real_root)

    def listed(self, folder: str) -> Listed:
        """Return what lies in a folder, whose path has no `.` or `..` in it."""
        known = self._listed.get(folder)
        if known is not None:
            return known
        here, found = "", self._known("")
        for name in folder.split("/") if folder else ():
            if found.kinds.get(name) != FOLDER:
                found = _ABSENT
                break
            here = f"{here}/{name}" if here else name
            found = self._known(here)
        self._listed[folder] = found
        return found

    def _known(self, folder: str) -> Listed:
        if folder not in self._listed:
            self._listed[folder] = self._list(folder)
        return self._listed[folder]

    def below(self, folder: str, skipped: Collection[str] = ()) -> tuple[str, ...]:
        """Return all files below a folder, sorted.

        Links to folders aren't followed; folders called as one of `skipped` are left out, and
        those of other people's code.
        """
        start = inside(folder)
        if start is None:
            return ()
        key = start, tuple(sorted(skipped))
        if key not in self._below:
            self._below[key] = tuple(sorted(self._walk(start, skipped)))
        return self._below[key]

    def _walk(self, start: str, skipped: Collection[str]) -> Iterator[str]:
        waiting = [start]
        while waiting:
            folder = waiting.pop()
            listed = self.listed(folder)
            if listed.is_environment:
                continue
            prefix = f"{folder}/" if folder else ""
            for name, kind in listed.kinds.items():
                if kind == FILE:
                    yield prefix + name
                elif kind == FOLDER and not (
                    name in listed.links or name in SKIPPED_FOLDERS or name in skipped
                ):
                    waiting.append(prefix + name)

    def _list(self, folder: str) -> Listed:
        kinds: dict[str, str] = {}
        links: set[str] = set()
        try:
            with os.scandir(self._start + folder) as scan:
                for entry in scan:
                    if entry.is_symlink():
                        links.add(entry.name)
                        kinds[entry.name] = self._behind(entry.path)
                    elif entry.is_dir(follow_symlinks=False):
                        kinds[entry.name] = FOLDER
                    else:
                        is_file = entry.is_file(follow_symlinks=False)
                        kinds[entry.name] = FILE if is_file else NOTHING
        except (OSError, ValueError):
            return _ABSENT
        return Listed(dict(sorted(kinds.items())), frozenset(links))

    def _behind(self, link: str) -> str:
        """Return what a link leads to, NOTHING where that is outside of the root folder."""
        real = os.path.realpath(link)
        if not self.is_inside(real):
            return NOTHING
        if os.path.isdir(real):  # noqa: PTH112  never raises, as the next
            return FOLDER
        return FILE if os.path.isfile(real) else NOTHING  # noqa: PTH113


def inside(path: str) -> str | None:
    """Return a path without `.` and `..` in it, None for one that leads out of the root."""
    if path.startswith("/"):
        return None
    plain = posixpath.normpath(path) if path else "."
    if plain == ".." or plain.startswith("../"):
        return None
    return "" if plain == "." else plain
