"""Finding the files of a project that may hold pipelines."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.folders import FILE, FOLDER, SKIPPED_FOLDERS
from pytest_etl_diagram.sources.territory import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_etl_diagram.sources.folders import Folders
    from pytest_etl_diagram.sources.territory import Territory


def find_candidates(territory: Territory, skip: Callable[[Path], bool]) -> list[Path]:
    """Return the files of `territory` that may hold pipelines, sorted by path, each once.

    So may what is refused (see `folders.Listed`): reading it then fails with a message that says
    why. `skip` says of a folder, or of a file with evidence, whether to leave it out.
    Links to folders are followed inside the root folder only, and after
    everything else, so that a file is found at its own place where it has one.
    """
    found = _Walk(territory, territory.disk.folders, skip).run()
    return [territory.rootdir / source for source in sorted(found)]


@dataclass(slots=True)
class _Walk:
    """One walk over a territory: what it has seen, by its real path, and the links put off."""

    territory: Territory
    folders: Folders
    skip: Callable[[Path], bool]
    links: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def run(self) -> Iterator[str]:
        """Yield the files that may hold pipelines, those behind links last."""
        for start in sorted(self.territory.sources_of_starts()):
            yield from self._enter(start)
        while self.links:
            link = self.links.pop(0)
            if self.folders.kind(link) != FOLDER or not self._is_left_out(link):
                yield from self._enter(link)

    def _enter(self, start: str) -> Iterator[str]:
        """Yield what is found at a place that was not come to from the folder around it."""
        kind = self.folders.kind(start)
        real = os.path.realpath(self.territory.rootdir / start)
        if kind == FILE:
            yield from self._once(start, real)
        waiting = [(start, real)] if kind == FOLDER else []
        while waiting:
            folder, real = waiting.pop()
            if real not in self.seen:
                self.seen.add(real)
                yield from self._scan(folder, real, waiting)

    def _scan(self, folder: str, real: str, waiting: list[tuple[str, str]]) -> Iterator[str]:
        listed = self.folders.listed(folder)
        before = f"{folder}/" if folder else ""
        for name, kind in listed.kinds.items():
            source = before + name
            if kind == FOLDER:
                if name in listed.links:
                    self.links.append(source)
                elif not self._is_left_out(source):
                    waiting.append((source, f"{real}{os.sep}{name}"))
            elif kind == FILE and self.territory.is_named(source):
                if name in listed.links:
                    self.links.append(source)
                else:
                    yield from self._once(source, f"{real}{os.sep}{name}")
        for name in listed.refused:
            if name not in SKIPPED_FOLDERS and self.territory.holds(before + name):
                yield from self._once(before + name, f"{real}{os.sep}{name}")

    def _once(self, source: str, real: str) -> Iterator[str]:
        if real in self.seen:
            return
        self.seen.add(real)
        has_evidence = self.territory.evidence_of(source) is not Evidence.NONE
        if has_evidence and not self.skip(self.territory.rootdir / source):
            yield source

    def _is_left_out(self, folder: str) -> bool:
        if folder.rpartition("/")[2] in SKIPPED_FOLDERS or self.territory.is_of_snapshots(folder):
            return True
        path = self.territory.rootdir / folder
        return self.folders.listed(folder).is_environment or self.skip(path)
