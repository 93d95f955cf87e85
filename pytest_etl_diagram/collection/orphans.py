"""Snapshots whose diagram is gone: finding and removing them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from pytest_etl_diagram.snapshot import CommittedDiagram, find_snapshots

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pytest_etl_diagram.collection.readings import Survey
    from pytest_etl_diagram.settings import Settings
    from pytest_etl_diagram.sources.walk import Territory


def find_orphans(settings: Settings, territory: Territory, survey: Survey) -> list[Path]:
    """Return the snapshots that certainly belong to no diagram any more, sorted.

    Only files with this plugin's header count. One whose source is there but
    wasn't read in this run, or not wholly, is none: nobody knows what it holds.
    Nor is one of a kind that this version doesn't know.
    """
    root = settings.rootdir
    return [
        committed.path
        for committed in find_snapshots(settings.snapshots)
        if committed.path.relative_to(root).as_posix() not in survey.snapshots
        and _is_gone(committed, settings, territory, survey)
    ]


def _is_gone(
    committed: CommittedDiagram, settings: Settings, territory: Territory, survey: Survey
) -> bool:
    """Tell whether no diagram can belong to a snapshot that none of those read belongs to."""
    if committed.kind in settings.unwanted_kinds:
        return True
    if committed.kind not in settings.kinds or committed.source in survey.unclear:
        return False
    if committed.source in survey.sources:
        return True
    path = settings.rootdir / committed.source
    return not territory.holds(path) or not territory.is_candidate(path)


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
