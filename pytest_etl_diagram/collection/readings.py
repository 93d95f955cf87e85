"""What the pipeline files of a run hold, each read once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.model import Diagram, Problem, Reading
from pytest_etl_diagram.snapshot import snapshot_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pytest_etl_diagram.settings import Settings


@dataclass(frozen=True, slots=True)
class Survey:
    """What the pipeline files held that one process read, for finding orphans.

    `nodeids` are the items of those files, `snapshots` the paths their diagrams
    are compared with, `sources` the files, all relative to the root folder.
    `unclear` are the sources that might hold more than could be read.
    """

    nodeids: frozenset[str] = frozenset()
    snapshots: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()
    problems: frozenset[Problem] = frozenset()

    def __or__(self, other: Survey) -> Survey:
        """Return what both processes found."""
        return Survey(
            self.nodeids | other.nodeids,
            self.snapshots | other.snapshots,
            self.sources | other.sources,
            self.unclear | other.unclear,
            self.problems | other.problems,
        )

    def pack(self) -> dict[str, Any]:
        """Return the survey as plain data, which a worker process can send."""
        names = {name: sorted(getattr(self, name)) for name in _SETS_OF_NAMES}
        return {**names, "problems": [asdict(problem) for problem in self.problems]}

    @classmethod
    def unpack(cls, data: dict[str, Any]) -> Survey:
        """Return the survey that `pack` made `data` of."""
        problems = frozenset(Problem(**problem) for problem in data["problems"])
        names = {name: frozenset(data[name]) for name in _SETS_OF_NAMES}
        return cls(**names, problems=problems)


_SETS_OF_NAMES = ("nodeids", "snapshots", "sources", "unclear")


class Readings:
    """The readings of a run, by path."""

    def __init__(self, settings: Settings) -> None:
        """Start with nothing read."""
        self.settings = settings
        self.project = Project(settings.rootdir, settings.import_roots, settings.variables)
        self._read: dict[Path, Reading] = {}

    def read(self, path: Path) -> Reading:
        """Return what the file at `path` holds, in the kinds of diagram that are wanted.

        An error of this package's own becomes a fatal problem of that file.
        """
        if path not in self._read:
            self._read[path] = self._wanted(self._attempt(path))
        return self._read[path]

    def snapshot_of(self, diagram: Diagram) -> Path:
        """Return where the snapshot of `diagram` lies."""
        folder = self.settings.snapshots
        return snapshot_path(folder, diagram.source, diagram.kind, diagram.name)

    def survey(self) -> Survey:
        """Return what has been read so far."""
        root = self.settings.rootdir
        readings = self._read.values()
        diagrams = [diagram for reading in readings for diagram in reading.diagrams]
        snapshots = (self.snapshot_of(diagram).relative_to(root) for diagram in diagrams)
        return Survey(
            frozenset(nodeid for reading in readings for nodeid in _nodeids(reading)),
            frozenset(path.as_posix() for path in snapshots),
            frozenset(reading.source for reading in readings),
            frozenset(reading.source for reading in readings if _is_unclear(reading)),
            frozenset(problem for reading in readings for problem in reading.problems),
        )

    def _attempt(self, path: Path) -> Reading:
        try:
            return self.project.read(path)
        except Exception as error:  # noqa: BLE001 -- one file must not hide the diagrams of the others
            source = path.relative_to(self.settings.rootdir).as_posix()
            words = f"can't be read because of a fault in pytest-etl-diagram: {error!r}"
            return Reading(source, problems=(Problem(source, 0, words),))

    def _wanted(self, reading: Reading) -> Reading:
        """Leave out other kinds of diagram; of two diagrams with one name the last counts."""
        kinds = self.settings.kinds
        wanted = {(d.kind, d.name): d for d in reading.diagrams if d.kind in kinds}
        diagrams = tuple(wanted[key] for key in sorted(wanted))
        return Reading(reading.source, diagrams, reading.problems, reading.dependencies)


def item_name(diagram: Diagram) -> str:
    """Return the last part of a diagram's node id, which is fit to print."""
    name = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode()
        for char in diagram.name
    )
    return f"{diagram.kind}[{name}]"


SOURCE_ITEM = "source"
"""The last part of the node id of a file that can't be read."""


def fatal_problems(reading: Reading) -> tuple[Problem, ...]:
    """Return the problems that fail a file."""
    return tuple(problem for problem in reading.problems if problem.fatal)


def _nodeids(reading: Reading) -> Iterable[str]:
    names = [item_name(diagram) for diagram in reading.diagrams]
    if fatal_problems(reading):
        names.append(SOURCE_ITEM)
    return (f"{reading.source}::{name}" for name in names)


def _is_unclear(reading: Reading) -> bool:
    """Tell whether the source may hold diagrams that couldn't be read this time.

    A problem in another file counts: a helper module that doesn't parse hides
    the pipelines that are made with it.
    """
    return any(problem.fatal or problem.path != reading.source for problem in reading.problems)
