"""Finding the files of a project that may hold pipelines."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.territory import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.sources.territory import Territory

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


def find_candidates(territory: Territory, skip: Callable[[Path], bool]) -> list[Path]:
    """Return the files of `territory` that may hold pipelines, sorted by path, each once.

    `skip` says of a folder or a file that may be one whether to leave it out.
    Links to folders are followed inside the root folder only, and after
    everything else, so that a file is found at its own place where it has one.
    """
    walk = _Walk(territory, skip)
    found = [path for path in walk.run() if territory.evidence(path) is not Evidence.NONE]
    return sorted(found, key=lambda path: path.relative_to(territory.rootdir).as_posix())


@dataclass(slots=True)
class _Walk:
    """One walk over a territory: what it has seen and the links it has put off."""

    territory: Territory
    skip: Callable[[Path], bool]
    links: list[Path] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def run(self) -> Iterator[Path]:
        """Yield the files with a pipeline's name, those behind links last."""
        plain = self.territory.plain
        for start in sorted({*self.territory.starts, *(plain.named if plain else ())}):
            yield from self._enter(start)
        root = self.territory.rootdir.resolve()
        while self.links:
            link = self.links.pop(0)
            target = link.resolve()
            if root in target.parents and not self._is_left_out(link):
                yield from self._enter(link)

    def _enter(self, start: Path) -> Iterator[Path]:
        if start.is_file():
            yield from self._once(start)
            return
        folders = [start]
        while folders:
            folder = folders.pop()
            if self._is_new(folder):
                yield from self._scan(folder, folders)

    def _scan(self, folder: Path, folders: list[Path]) -> Iterator[Path]:
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError:
            return
        for entry in entries:
            path = Path(entry.path)
            if entry.is_symlink():
                if entry.is_dir() or self.territory.is_named(path):
                    self.links.append(path)
            elif entry.is_dir():
                if not self._is_left_out(path):
                    folders.append(path)
            elif self.territory.is_named(path):
                yield from self._once(path)

    def _once(self, path: Path) -> Iterator[Path]:
        if self._is_new(path) and not self.skip(path):
            yield path

    def _is_new(self, path: Path) -> bool:
        real = os.path.realpath(path)
        if real in self.seen:
            return False
        self.seen.add(real)
        return True

    def _is_left_out(self, folder: Path) -> bool:
        if folder.name in SKIPPED_FOLDERS or folder == self.territory.snapshots:
            return True
        return any((folder / mark).exists() for mark in ENVIRONMENT_MARKS) or self.skip(folder)
