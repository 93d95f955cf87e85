"""Snapshots whose diagram is gone: finding and removing them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.projects import project_drawings
from pytest_etl_diagram.snapshot import CommittedDiagram, find_snapshots
from pytest_etl_diagram.sources.territory import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pytest_etl_diagram.collection.survey import Survey
    from pytest_etl_diagram.settings import Settings
    from pytest_etl_diagram.sources.territory import Territory


def find_orphans(
    settings: Settings, territory: Territory, survey: Survey, *, is_full: bool
) -> list[Path]:
    """Return the snapshots that certainly belong to no diagram any more, sorted.

    Only files with this plugin's header count. One whose source is there but
    wasn't read in this run, or not wholly, is none: nobody knows what it holds.
    Nor is one of a kind that this version doesn't know. Those of whole projects
    count only in a full run (`is_full`) in which every file could be read.
    """
    root = settings.rootdir
    drawn = {path.relative_to(root).as_posix() for path in project_drawings(settings)}
    is_whole = is_full and not survey.unclear and drawn <= survey.projects
    start = settings.snapshots.relative_to(root).as_posix()
    return [
        committed.path
        for committed in find_snapshots(
            settings.snapshots, lambda path: f"{start}/{path}" in survey.snapshots
        )
        if (is_whole if _is_of_project(committed, settings) else True)
        and _is_gone(committed, settings, territory, survey)
    ]


def _is_of_project(committed: CommittedDiagram, settings: Settings) -> bool:
    return not committed.source and committed.kind in settings.kinds


def _is_gone(
    committed: CommittedDiagram, settings: Settings, territory: Territory, survey: Survey
) -> bool:
    """Tell whether no diagram can belong to a snapshot that none of those read belongs to."""
    if committed.kind in settings.unwanted_kinds:
        return True
    if committed.kind not in settings.kinds or committed.source in survey.unclear:
        return False
    if not committed.source or committed.source in survey.sources:
        return True
    return not _holds_something(settings.rootdir / committed.source, territory)


def _holds_something(path: Path, territory: Territory) -> bool:
    """Tell whether something speaks for a source: a file, or the folder of a set of files."""
    if path.is_dir():
        return any(_holds_something(child, territory) for child in sorted(path.iterdir()))
    return territory.evidence(path) is not Evidence.NONE


def remove(orphans: Iterable[Path], snapshots: Path) -> list[Path]:
    """Delete the files and the folders below `snapshots` that this empties; return those left."""
    left = []
    for path in orphans:
        try:
            path.unlink()
        except OSError:
            left.append(path)
            continue
        _remove_empty(path.parent, snapshots)
    return left


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove `folder` and its parents up to `top` itself, until one holds something."""
    with contextlib.suppress(OSError):
        while folder == top or top in folder.parents:
            folder.rmdir()
            folder = folder.parent
