"""What the pipeline files of a run hold, each read once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.comments import KnownComments
from pytest_etl_diagram.collection.history import History
from pytest_etl_diagram.collection.projects import ProjectDrawing, ProjectReading
from pytest_etl_diagram.collection.survey import Survey
from pytest_etl_diagram.diagrams import lineage
from pytest_etl_diagram.diagrams.kinds import SET, kinds
from pytest_etl_diagram.diagrams.project import Project
from pytest_etl_diagram.diagrams.reading import Reading
from pytest_etl_diagram.diagrams.world import Options, ProjectWorld
from pytest_etl_diagram.model import Diagram, Problem
from pytest_etl_diagram.snapshot import find_snapshots, snapshot_path
from pytest_etl_diagram.sources.territory import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pytest_etl_diagram.flows.options import FlowOptions
    from pytest_etl_diagram.model import Lineage
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
        project_files: Callable[[Path], list[Path]] = lambda _: [],
    ) -> None:
        """Start with nothing read but the base revision; `problems` are those known before.

        `flow_options` tells by a file's relative path what is known of its entry points,
        `project_files` the files of the project that a file belongs to.
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
        self._sets = tuple(
            kind for name, kind in kinds().items() if kind.scope == SET and name in settings.kinds
        )
        self.history = History(settings)
        self.comments = KnownComments(settings.rootdir)
        self._project_files = project_files
        self._problems = frozenset(problems)
        self._alone: dict[Path, Reading] = {}
        self._read: dict[Path, Reading] = {}
        self._projects: dict[ProjectDrawing, ProjectReading] = {}
        self._collected: set[str] = set()
        self._unclear: set[str] = set()

    def read(self, path: Path) -> Reading:
        """Return what the file at `path` holds, in the kinds of diagram that are wanted.

        An error of this package's own becomes a fatal problem of that file.
        """
        if path not in self._read:
            reading = self.read_alone(path)
            if reading.deployments and self._sets:
                reading = self._deployed(path, reading)
            self._read[path] = reading
        return self._read[path]

    def read_alone(self, path: Path) -> Reading:
        """Return what the file at `path` holds by itself, without what the project adds to it."""
        if path not in self._alone:
            reading = self._wanted(self._attempt(path))
            if _is_unclear(reading):
                self._unclear.add(reading.source)
            self._alone[path] = self._settled(path, reading)
        return self._alone[path]

    def read_project(self, drawing: ProjectDrawing, files: Iterable[Path]) -> ProjectReading:
        """Return the diagrams of a whole project that consists of `files`, sorted by path.

        Only those that hold a pipeline count: what they use is theirs to tell.
        """
        if drawing not in self._projects:
            readings = [self.read_alone(path) for path in files]
            self._projects[drawing] = self._draw(drawing, readings)
        return self._projects[drawing]

    def downstream_of(self, path: Path, diagram: Diagram) -> tuple[str, ...]:
        """Return the pipelines that get data from the one that `diagram`, of `path`, is of.

        All files of the project are read for it; none where no lineage is wanted.
        """
        if lineage.KIND not in self.settings.kinds or not diagram.source:
            return ()
        others = [self.read_alone(other) for other in self._project_files(path)]
        told = tuple(each for other in others for each in other.lineages)
        return lineage.downstream_pipelines(told, diagram.source, diagram.name)

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
        files = [self._read.get(path, reading) for path, reading in self._alone.items()]
        # a deployment that was only read for what it says of others isn't drawn
        whole = [r for p, r in self._alone.items() if p in self._read or not r.deployments]
        projects = self._projects.values()
        diagrams = [
            *(d for r in files for d in r.diagrams),
            *(d for r in projects for d in r.diagrams),
        ]
        wrong, unused = self.comments.survey(
            {s for r in files for s in (r.source, *r.dependencies)}
        )
        problems = [*(r.problems for r in files), *(r.faults for r in projects), wrong]
        return Survey(
            frozenset(self._collected),
            frozenset(self.relative(self.snapshot_of(diagram)) for diagram in diagrams),
            frozenset(
                {*(reading.source for reading in whole), *(d.source for d in diagrams if d.source)}
            ),
            frozenset(self._unclear),
            frozenset(self.relative(d.snapshot) for d, r in self._projects.items() if not r.faults),
            self._problems.union(*problems),
            unused,
        )

    def _draw(self, drawing: ProjectDrawing, readings: Iterable[Reading]) -> ProjectReading:
        readings = list(readings)
        told = [reading.structure for reading in readings if reading.structure is not None]
        world = ProjectWorld(
            drawing.root.name,
            tuple(each for each in told if each.flows or each.callables),
            tuple(each for reading in readings for each in reading.lineages),
            self.options.layers,
        )
        hidden = tuple(p for reading in readings for p in fatal_problems(reading))
        try:
            diagrams = tuple(drawing.kind.build(world))
        except Exception as error:  # noqa: BLE001 -- the diagrams of the files still count
            fault = Problem(self.relative(drawing.snapshot), 0, _FAULT.format(error))
            return ProjectReading(faults=(fault,))
        return ProjectReading(diagrams, hidden)

    def _deployed(self, path: Path, reading: Reading) -> Reading:
        """Add the drawings of what a file deploys; DAGs show in those of their orchestrator."""
        told: tuple[Lineage, ...] = ()
        hidden: tuple[Problem, ...] = ()
        if any(deployment.orchestrates for deployment in reading.deployments):
            others = [self.read_alone(other) for other in self._project_files(path)]
            told = tuple(each for other in others for each in other.lineages)
            hidden = tuple(p for other in others for p in fatal_problems(other))
        drawn = [
            diagram
            for kind in self._sets
            for deployment in reading.deployments
            for diagram in kind.build(deployment, told)
        ]
        return replace(reading, diagrams=(*reading.diagrams, *drawn), hidden=hidden)

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
        if (
            reading.diagrams
            or reading.deployments
            or self.territory.evidence(path) is Evidence.STRONG
        ):
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
