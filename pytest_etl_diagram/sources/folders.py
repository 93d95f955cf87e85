"""What lies in the folders of a project: each is listed once a run, whoever asks.

Paths are relative to the root folder, with forward slashes; the root itself is "". A name is told
apart by case on every system, as git does.
"""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

FILE, FOLDER, NOTHING = "file", "folder", ""
"""What there can be at a path. What is neither (a pipe, a broken link, a link that leads out of the
root folder) is nothing to read: it is refused."""

_REMEDIES = (
    "out of the root folder, where nothing is read; put a copy in its place, exclude it with "
    "etl_diagrams_exclude, or choose a root folder that holds both (--rootdir)"
)
OUTSIDE = f"is a link that leads {_REMEDIES}"
OUTSIDE_FOLDER = f"is a link to a folder, and leads {_REMEDIES}"
BROKEN = (
    "is a link that leads nowhere; repair or remove it, or exclude it with etl_diagrams_exclude"
)
SPECIAL = (
    "is no plain file (a pipe, a socket or a device) and is never opened; remove it, or exclude it "
    "with etl_diagrams_exclude"
)
LOCKS = ".#"
"""What the names of the links begin with by which Emacs locks files: they lead nowhere."""

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

    `refused` says of what is nothing to read why: OUTSIDE, OUTSIDE_FOLDER, BROKEN or SPECIAL.
    `exists` is False for what is no folder, or can't be listed.
    """

    kinds: Mapping[str, str]
    links: frozenset[str] = frozenset()
    exists: bool = True
    refused: Mapping[str, str] = field(default_factory=dict)

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
        self.has_refused = False
        """Whether anything that was listed so far is refused."""

    @cached_property
    def real_root(self) -> str:
        """Where the root folder really is, links followed."""
        return os.path.realpath(self.rootdir)

    def kind(self, path: str) -> str:
        """Return what there is at a path: FILE, FOLDER or NOTHING."""
        place = inside(path)
        if not place:
            return NOTHING if place is None else FOLDER
        folder, _, name = place.rpartition("/")
        return self.listed(folder).kinds.get(name, NOTHING)

    def refusal(self, path: str) -> tuple[str, str]:
        """Return what is refused on the way to a path, and why (see `Listed`): a path and words.

        Two empty texts where nothing is; the path itself may still not be there.
        """
        place = inside(path)
        if not place:
            return "", ""
        here = ""
        for name in place.split("/"):
            why = self.listed(here).refused.get(name)
            here = f"{here}/{name}" if here else name
            if why is not None:
                return here, why
        return "", ""

    def is_inside(self, real: str) -> bool:
        """Tell whether an absolute path, in which no part is a link, is in the root folder."""
        return is_below(real, self.real_root)

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

    def refused_below(self, folder: str, skipped: Collection[str] = ()) -> dict[str, str]:
        """Return what is refused below a folder, where `below` looks, with the reasons."""
        start = inside(folder)
        if start is None or not self.has_refused:
            return {}
        return {
            f"{place}/{name}" if place else name: why
            for place in self._places(start, skipped)
            for name, why in self.listed(place).refused.items()
        }

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
        for folder in self._places(start, skipped):
            prefix = f"{folder}/" if folder else ""
            kinds = self.listed(folder).kinds
            yield from (prefix + name for name, kind in kinds.items() if kind == FILE)

    def _places(self, start: str, skipped: Collection[str]) -> Iterator[str]:
        """Yield a folder and those below it, without links and those of other people's code."""
        waiting = [start]
        while waiting:
            folder = waiting.pop()
            listed = self.listed(folder)
            if listed.is_environment:
                continue
            yield folder
            prefix = f"{folder}/" if folder else ""
            waiting += [
                prefix + name
                for name, kind in listed.kinds.items()
                if kind == FOLDER
                and not (name in listed.links or name in SKIPPED_FOLDERS or name in skipped)
            ]

    def _list(self, folder: str) -> Listed:
        kinds: dict[str, str] = {}
        links: set[str] = set()
        refused: dict[str, str] = {}
        try:
            with os.scandir(self._start + folder) as scan:
                for entry in scan:
                    kind, why = self._looked_at(entry)
                    kinds[entry.name] = kind
                    if entry.is_symlink():
                        links.add(entry.name)
                    if why and not entry.name.startswith(LOCKS):
                        refused[entry.name] = why
        except (OSError, ValueError):
            return _ABSENT
        self.has_refused = self.has_refused or bool(refused)
        return Listed(dict(sorted(kinds.items())), frozenset(links), refused=refused)

    def _looked_at(self, entry: os.DirEntry[str]) -> tuple[str, str]:
        """Return what an entry of a folder is, and why it is refused if it is."""
        if entry.is_symlink():
            return self._behind(entry.path)
        if entry.is_dir(follow_symlinks=False):
            return FOLDER, ""
        return (FILE, "") if entry.is_file(follow_symlinks=False) else (NOTHING, SPECIAL)

    def _behind(self, link: str) -> tuple[str, str]:
        """Return what a link leads to, and why it is refused if it is.

        Of what is outside of the root folder nobody learns more than whether it is a folder.
        """
        real = os.path.realpath(link)
        if not self.is_inside(real):
            return NOTHING, OUTSIDE_FOLDER if os.path.isdir(real) else OUTSIDE  # noqa: PTH112
        if os.path.isdir(real):  # noqa: PTH112  never raises, as the next
            return FOLDER, ""
        if os.path.isfile(real):  # noqa: PTH113
            return FILE, ""
        return NOTHING, SPECIAL if os.path.exists(real) else BROKEN  # noqa: PTH110


def is_below(real: str, folder: str) -> bool:
    """Tell whether an absolute path is a folder or in it; in neither is a part a link."""
    return f"{real}{os.sep}".startswith(f"{folder.rstrip(os.sep)}{os.sep}")


def leads_out(path: Path, rootdir: Path) -> bool:
    """Tell whether links on the way to an absolute path lead out of the root folder."""
    return not Folders(rootdir).is_inside(os.path.realpath(path))


def inside(path: str) -> str | None:
    """Return a path without `.` and `..` in it, None for one that leads out of the root."""
    if path.startswith("/"):
        return None
    plain = posixpath.normpath(path) if path else "."
    if plain == ".." or plain.startswith("../"):
        return None
    return "" if plain == "." else plain
