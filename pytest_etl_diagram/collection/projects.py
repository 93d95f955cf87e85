"""The drawings of whole projects: where their snapshots lie, and which files they are of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.ignoring import is_never_collected
from pytest_etl_diagram.diagrams.kinds import PROJECT, Kind, kinds
from pytest_etl_diagram.snapshot import snapshot_path
from pytest_etl_diagram.sources.walk import find_candidates

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from pytest_etl_diagram.model import Diagram, Problem
    from pytest_etl_diagram.settings import Settings
    from pytest_etl_diagram.sources.roots import Root
    from pytest_etl_diagram.sources.territory import Territory


@dataclass(frozen=True, slots=True)
class ProjectDrawing:
    """One kind of drawing of one project, with the path of its snapshot.

    The path is that of the drawing's node id, too. It needn't exist.
    """

    kind: Kind
    root: Root
    snapshot: Path


@dataclass(frozen=True, slots=True)
class ProjectReading:
    """What drawing a whole project gave.

    `hidden` are the problems of its files that can't be read: they may hide a
    part of it. `faults` are those of drawing itself.
    """

    diagrams: tuple[Diagram, ...] = ()
    hidden: tuple[Problem, ...] = ()
    faults: tuple[Problem, ...] = ()


def project_drawings(settings: Settings) -> dict[Path, ProjectDrawing]:
    """Return the drawings of whole projects that are wanted, by the paths of their snapshots."""
    wanted = [kind for name, kind in kinds().items() if name in settings.kinds]
    drawings = [
        ProjectDrawing(kind, root, snapshot_path(settings.snapshots, "", kind.name, root.name))
        for kind in wanted
        if kind.scope == PROJECT
        for root in settings.roots
    ]
    return {drawing.snapshot: drawing for drawing in drawings}


def _files_of(config: pytest.Config, territory: Territory, root: Root) -> list[Path]:
    """Return the files that may hold pipelines of the project at `root`, sorted.

    They are the same whatever the command line narrows the run to: a drawing of
    some of the files would differ from the one of all.
    """
    folder = root.folder
    starts = [start for start in territory.starts if folder in (start, *start.parents)]
    if any(start in folder.parents for start in territory.starts):
        starts = [folder]
    found = find_candidates(
        replace(territory, starts=tuple(starts)), lambda path: is_never_collected(config, path)
    )
    return [path for path in found if folder in path.parents]


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """Tells of a file which files the project has that it belongs to; each is walked once."""

    config: pytest.Config
    settings: Settings
    territory: Territory
    _known: dict[Root, list[Path]] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, path: Path) -> list[Path]:
        """Return the files of the innermost root around `path`, none outside of all roots."""
        around = [root for root in self.settings.roots if root.folder in path.parents]
        if not around:
            return []
        return self.of_root(max(around, key=lambda each: len(each.folder.parts)))

    def of_root(self, root: Root) -> list[Path]:
        """Return the files that may hold pipelines of the project at `root`, sorted."""
        if root not in self._known:
            self._known[root] = _files_of(self.config, self.territory, root)
        return self._known[root]
