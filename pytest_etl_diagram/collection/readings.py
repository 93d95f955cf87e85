"""What the pipeline files of a run hold, each read once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.projects import ProjectDrawing, ProjectReading
from pytest_etl_diagram.collection.survey import Survey
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.reading import Reading
from pytest_etl_diagram.diagrams.world import Options
from pytest_etl_diagram.model import Diagram, Problem
from pytest_etl_diagram.snapshot import find_snapshots, snapshot_path
from pytest_etl_diagram.sources.territory import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pytest_etl_diagram.flows.options import FlowOptions
    from pytest_etl_diagram.settings import Settings
    from pytest_etl_diagram.sources.territory import Territory

_FAULT = "can't be read because of a fault in pytest-etl-diagram: {!r}"


class Readings:
    """The readings of a run: of files by their path, and of projects."""

    def __init__(
        self,
        settings: Settings,
        territory: Territory,
        flow_options: Callable[[str], FlowOptions],
        problems: Iterable[Problem] = (),
    ) -> None:
        """Start with nothing read; `problems` are those that are known before.

        `flow_options` tells by a file's relative path what is known of its entry points.
        """
        self.settings = settings
        self.territory = territory
        self.options = Options(settings.kinds, settings.notes, settings.layers)
        self.project = Project(
            settings.rootdir,
            settings.import_roots,
            settings.variables,
            self.options,
            flow_options,
        )
        self._problems = frozenset(problems)
        self._read: dict[Path, Reading] = {}
        self._projects: dict[ProjectDrawing, ProjectReading] = {}
        self._collected: set[str] = set()
        self._unclear: set[str] = set()

    def read(self, path: Path) -> Reading:
        """Return what the file at `path` holds, in the kinds of diagram that are wanted.

        An error of this package's own becomes a fatal problem of that file.
        """
        if path not in self._read:
            reading = self._wanted(self._attempt(path))
            if _is_unclear(reading):
                self._unclear.add(reading.source)
            self._read[path] = self._settled(path, reading)
        return self._read[path]

    def read_project(self, drawing: ProjectDrawing, files: Iterable[Path]) -> ProjectReading:
        """Return the diagrams of a whole project that consists of `files`, sorted by path.

        Only those that hold a pipeline count: what they use is theirs to tell.
        """
        if drawing not in self._projects:
            self._projects[drawing] = self._draw(drawing, [self.read(path) for path in files])
        return self._projects[drawing]

    def note_collected(self, nodeid: str) -> None:
        """Note an item that pytest was given: a full run reports on each of them."""
        self._collected.add(nodeid)

    def snapshot_of(self, diagram: Diagram) -> Path:
        """Return where the snapshot of `diagram` lies."""
        folder = self.settings.snapshots
        return snapshot_path(folder, diagram.source, diagram.kind, diagram.name)

    def relative(self, path: Path) -> str:
        """Return a path relative to the root folder, with forward slashes."""
        return path.relative_to(self.settings.rootdir).as_posix()

    def survey(self) -> Survey:
        """Return what has been read so far."""
        files, projects = self._read.values(), self._projects.values()
        diagrams = [
            *(d for r in files for d in r.diagrams),
            *(d for r in projects for d in r.diagrams),
        ]
        problems = [*(r.problems for r in files), *(r.faults for r in projects)]
        return Survey(
            frozenset(self._collected),
            frozenset(self.relative(self.snapshot_of(diagram)) for diagram in diagrams),
            frozenset(reading.source for reading in files),
            frozenset(self._unclear),
            frozenset(self.relative(d.snapshot) for d, r in self._projects.items() if not r.faults),
            self._problems.union(*problems),
        )

    def _draw(self, drawing: ProjectDrawing, readings: Iterable[Reading]) -> ProjectReading:
        told = [reading.structure for reading in readings if reading.structure is not None]
        structures = tuple(each for each in told if each.flows or each.callables)
        hidden = tuple(p for reading in readings for p in fatal_problems(reading))
        try:
            diagrams = drawing.kind.build(structures, drawing.root.name, self.options)
        except Exception as error:  # noqa: BLE001 -- the diagrams of the files still count
            fault = Problem(self.relative(drawing.snapshot), 0, _FAULT.format(error))
            return ProjectReading(faults=(fault,))
        return ProjectReading(diagrams, hidden)

    def _attempt(self, path: Path) -> Reading:
        try:
            return self.project.read(path)
        except Exception as error:  # noqa: BLE001 -- one file must not hide the diagrams of the others
            source = self.relative(path)
            return Reading(source, problems=(Problem(source, 0, _FAULT.format(error)),))

    def _wanted(self, reading: Reading) -> Reading:
        """Leave out other kinds of diagram; of two diagrams with one name the last counts."""
        kinds = self.settings.kinds
        wanted = {(d.kind, d.name): d for d in reading.diagrams if d.kind in kinds}
        return replace(reading, diagrams=tuple(wanted[key] for key in sorted(wanted)))

    def _settled(self, path: Path, reading: Reading) -> Reading:
        """Leave out the problems of a file that needn't be a pipeline and turns out to be none.

        One that can't be read is only reported: templates and scripts for Python 2
        are no fault of the project. Where a snapshot of it is committed, it was a pipeline.
        """
        if reading.diagrams or self.territory.evidence(path) is Evidence.STRONG:
            return reading
        if any(True for _ in find_snapshots(self.settings.snapshots / reading.source)):
            return reading
        reported = tuple(replace(problem, fatal=False) for problem in fatal_problems(reading))
        return replace(reading, problems=reported)


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


def _is_unclear(reading: Reading) -> bool:
    """Tell whether the source may hold diagrams that couldn't be read this time.

    A problem in another file counts: a helper module that doesn't parse hides
    the pipelines that are made with it.
    """
    return any(problem.fatal or problem.path != reading.source for problem in reading.problems)
