"""The snapshots of former times: those on disk, and those of the base revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.base import base_snapshots
from pytest_etl_diagram.collection.orphans import is_absent, remove
from pytest_etl_diagram.collection.predecessors import Predecessors
from pytest_etl_diagram.errors import SnapshotFormatError
from pytest_etl_diagram.snapshot import find_snapshots, read_snapshot, snapshot_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pytest_etl_diagram.collection.gists import Outline
    from pytest_etl_diagram.collection.predecessors import Predecessor
    from pytest_etl_diagram.model import Diagram
    from pytest_etl_diagram.settings import Settings


class History:
    """What the diagrams of a run looked like before."""

    def __init__(self, settings: Settings) -> None:
        """Read the base revision, if there is one; raises pytest.UsageError if it can't be."""
        self.settings = settings
        self.base = base_snapshots(settings)
        self._committed = Predecessors(self._texts, self._exists)
        self._of_base = Predecessors(lambda: self.base, self._exists)

    def predecessor(self, diagram: Diagram, siblings: Iterable[Diagram]) -> Predecessor | None:
        """Return the snapshot that a diagram without one has under another name or path."""
        return self._committed.find(diagram, siblings, self.path_of)

    def base_predecessor(self, diagram: Diagram, siblings: Iterable[Diagram]) -> Predecessor | None:
        """Return the same among the snapshots of the base revision."""
        return self._of_base.find(diagram, siblings, self.path_of)

    def succeed(self, before: Predecessor) -> None:
        """Remove the snapshot of a predecessor, whose successor has been written."""
        remove([self.settings.rootdir / before.path], self.settings.snapshots)

    def path_of(self, diagram: Diagram | Outline) -> str:
        """Return where the snapshot of a diagram lies, relative to the root folder."""
        path = snapshot_path(self.settings.snapshots, diagram.source, diagram.kind, diagram.name)
        return path.relative_to(self.settings.rootdir).as_posix()

    def _texts(self) -> dict[str, str]:
        paths = (found.path for found in find_snapshots(self.settings.snapshots))
        return {self._relative(path): _text(path) for path in paths}

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.settings.rootdir).as_posix()

    def _exists(self, source: str) -> bool:
        return not is_absent(self.settings.rootdir / source)


def _text(path: Path) -> str:
    """Return the text of a snapshot, none where it can't be read any more."""
    try:
        return read_snapshot(path) or ""
    except SnapshotFormatError:
        return ""
