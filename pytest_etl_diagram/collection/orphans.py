"""Snapshots whose diagram is gone: finding and removing them."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.projects import project_drawings
from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.snapshot import CommittedDiagram, find_snapshots, read_snapshot
from pytest_etl_diagram.sources.folders import FILE, FOLDER
from pytest_etl_diagram.sources.territory import Evidence
from pytest_etl_diagram.sources.writing import explained

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

    Only files with this plugin's header count, where it would write them and in a format that
    this version knows. One whose source is there but wasn't read in this run, or not wholly, is
    none: nobody knows what it holds. Nor is one of a kind that this version doesn't know. Those
    of whole projects count only in a full run (`is_full`) in which every file could be read.
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
        and not committed.is_newer
        and _is_gone(committed, settings, territory, survey)
    ]


def _is_of_project(committed: CommittedDiagram, settings: Settings) -> bool:
    return not committed.source and committed.kind in settings.kinds


def _is_gone(
    committed: CommittedDiagram, settings: Settings, territory: Territory, survey: Survey
) -> bool:
    """Tell whether no diagram can belong to a snapshot that none of those read belongs to."""
    if committed.source in survey.unclear:
        return False
    if committed.kind in settings.unwanted_kinds:
        return True
    if committed.kind not in settings.kinds:
        return False
    if not committed.source or committed.source in survey.sources:
        return True
    return _holds_nothing(committed.source, territory)


def _holds_nothing(source: str, territory: Territory) -> bool:
    """Tell whether nothing can be at a source: no file, or none that may hold a pipeline.

    What can't be looked at may hold one: a folder that can't be listed, a link that leads
    nowhere while a disk is missing, a kind of file that only another version reads. A source
    may be the folder of a set of files.
    """
    folders = territory.disk.folders
    if any(folders.refusal(source)):
        return territory.is_named(source) and not territory.holds(source)
    kind = folders.kind(source)
    if kind == FOLDER:
        listed = folders.listed(source)
        return listed.exists and all(
            _holds_nothing(f"{source}/{name}", territory) for name in listed.kinds
        )
    if kind == FILE:
        return territory.is_named(source) and territory.evidence_of(source) is Evidence.NONE
    return is_absent(territory.rootdir / source)


def is_absent(path: Path) -> bool:
    """Tell whether there is nothing at a path for certain.

    What lies behind a link that leads nowhere is there again with the disk that is missing.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        nearest = next(parent for parent in path.parents if os.path.lexists(parent))
        return nearest.exists()
    except OSError:
        return False
    return False


def remove(orphans: Iterable[Path], snapshots: Path) -> dict[Path, str]:
    """Delete the files, and the folders in `snapshots` that this empties.

    Returns those left with the reasons: what doesn't hold exactly a drawing of ours may hold
    something that somebody wrote.
    """
    kept = {path: _removed(path, snapshots) for path in orphans}
    return {path: reason for path, reason in kept.items() if reason}


def _removed(path: Path, snapshots: Path) -> str:
    """Delete a snapshot; return what kept it from that, "" for nothing."""
    from pytest_etl_diagram.mermaid.document import parse  # noqa: PLC0415 -- of orphans only

    try:
        text = read_snapshot(path)
        if text is not None:  # another run may have been faster
            parse(text)
            path.unlink(missing_ok=True)
    except SnapshotFormatError as error:
        return f"not as this plugin wrote it ({error}); delete it by hand"
    except OSError as error:
        return explained(error)
    _remove_empty(path.parent, snapshots)
    return ""


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove `folder` and its parents up to `top` itself, until one holds something."""
    with contextlib.suppress(OSError):
        while folder == top or top in folder.parents:
            folder.rmdir()
            folder = folder.parent
