"""What a run knows of its pipeline files and projects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.evaluation import FAULT
from pytest_etl_diagram.collection.gists import Gist, digest, fatal_problems, is_unclear
from pytest_etl_diagram.collection.sheets import Sheet, Sheets
from pytest_etl_diagram.collection.survey import Survey
from pytest_etl_diagram.diagrams.kinds import SET, kinds
from pytest_etl_diagram.diagrams.world import ProjectWorld
from pytest_etl_diagram.model import Problem
from pytest_etl_diagram.snapshot import find_snapshots, snapshot_folder, snapshot_path
from pytest_etl_diagram.sources.territory import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pytest_etl_diagram.collection.comments import KnownComments
    from pytest_etl_diagram.collection.gathering import FileReadings
    from pytest_etl_diagram.collection.gists import Outline
    from pytest_etl_diagram.collection.history import History
    from pytest_etl_diagram.collection.projects import ProjectDrawing
    from pytest_etl_diagram.diagrams.lineage import Downstream
    from pytest_etl_diagram.diagrams.project import Project
    from pytest_etl_diagram.model import Diagram, Lineage
    from pytest_etl_diagram.settings import Settings
    from pytest_etl_diagram.sources.territory import Territory

_LINEAGE = "lineage"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the readings of a run need beside the files: see its parts.

    `problems` are those known before any file is read, `project_files` tells the files of the
    project that a file belongs to, `cautions` what kept the cache from being used.
    """

    settings: Settings
    territory: Territory
    history: History
    comments: KnownComments
    problems: tuple[Problem, ...]
    project_files: Callable[[Path], list[Path]]
    cautions: list[str]


class Readings:
    """The gists of a run's files and projects, and the diagrams where somebody needs them."""

    def __init__(self, around: Surroundings, files: FileReadings, sheets: Sheets) -> None:
        """Take the surroundings, the files by themselves, and what several of them make."""
        self.settings = around.settings
        self.territory = around.territory
        self.history = around.history
        self.comments = around.comments
        self._around = around
        self._files = files
        self._sheets = sheets
        self._sets = tuple(
            kind
            for name, kind in kinds().items()
            if kind.scope == SET and name in around.settings.kinds
        )
        self._alone: dict[Path, Gist] = {}
        self._read: dict[Path, Gist] = {}
        self._sheet_of: dict[Path, Sheet] = {}
        self._projects: dict[Path, Gist] = {}
        self._collected: set[str] = set()
        self._unclear: set[str] = set()
        self._downstream: dict[int, tuple[list[Path], Downstream]] = {}

    @property
    def project(self) -> Project:
        """What evaluates, and finds lines."""
        return self._files.evaluation.project

    def prepare(self, paths: Iterable[Path]) -> None:
        """Do this process's part of the work on files that all processes of the run will read."""
        self._files.prepare(paths)

    def is_known(self, path: Path) -> bool:
        """Tell whether a file's diagrams can be told without any work."""
        gist = self._files.known(path)
        return gist is not None and not (gist.deploys and self._sets)

    def read(self, path: Path) -> Gist:
        """Return what the file at `path` holds, in the kinds of diagram that are wanted."""
        if path not in self._read:
            gist = self.read_alone(path)
            self._read[path] = self._deployed(path, gist) if gist.deploys and self._sets else gist
        return self._read[path]

    def read_alone(self, path: Path) -> Gist:
        """Return what the file at `path` holds by itself, without what the project adds to it."""
        if path not in self._alone:
            gist = self._files.gist(path)
            if is_unclear(gist):
                self._unclear.add(gist.source)
            self._alone[path] = self._settled(path, gist)
        return self._alone[path]

    def read_project(self, drawing: ProjectDrawing, files: Iterable[Path]) -> Gist:
        """Return the diagrams of a whole project that consists of `files`, sorted by path.

        Only those that hold a pipeline count: what they use is theirs to tell. The problems are
        those of drawing itself.
        """
        if drawing.snapshot not in self._projects:
            read = {path: self.read_alone(path) for path in files}
            self._projects[drawing.snapshot] = self._drawn_project(drawing, read)
        return self._projects[drawing.snapshot]

    def diagram(self, path: Path, outline: Outline) -> Diagram:
        """Return a diagram of the file or project drawing at `path`; raises LookupError."""
        for diagram in self.diagrams(path):
            if (diagram.kind, diagram.name, diagram.source) == _names(outline):
                return diagram
        raise LookupError(outline)

    def diagrams(self, path: Path) -> tuple[Diagram, ...]:
        """Return all diagrams of a file or project drawing that was read."""
        own = () if path in self._projects else self._files.drawn(path).diagrams
        sheet = self._sheet_of.get(path)
        return own if sheet is None else (*own, *self._sheets.diagrams(sheet))

    def downstream_of(self, path: Path, diagram: Diagram) -> tuple[str, ...]:
        """Return the pipelines that get data from the one that `diagram`, of `path`, is of.

        All files of the project are read for it; none where no lineage is wanted.
        """
        if _LINEAGE not in self.settings.kinds or not diagram.source:
            return ()
        from pytest_etl_diagram.diagrams.lineage import Downstream  # noqa: PLC0415 -- for drifts only

        files = self._around.project_files(path)
        if id(files) not in self._downstream:  # a project has one list of them in a run
            self._downstream[id(files)] = files, Downstream(self._lineages(files))
        _, downstream = self._downstream[id(files)]
        return downstream.of(diagram.source, diagram.name)

    def note_collected(self, nodeid: str) -> None:
        """Note an item that pytest was given: a full run reports on each of them."""
        self._collected.add(nodeid)

    def snapshot_of(self, outline: Outline) -> Path:
        """Return where the snapshot of a diagram lies."""
        folder = self.settings.snapshots
        return snapshot_path(folder, outline.source, outline.kind, outline.name)

    def relative(self, path: Path) -> str:
        """Return a path relative to the root folder, with forward slashes."""
        return path.relative_to(self.settings.rootdir).as_posix()

    def survey(self) -> Survey:
        """Return what has been read so far."""
        files = [self._read.get(path, gist) for path, gist in self._alone.items()]
        # a deployment that was only read for what it says of others isn't drawn
        whole = [g for path, g in self._alone.items() if path in self._read or not g.deploys]
        projects = self._projects
        drawn = [each for gist in (*files, *projects.values()) for each in gist.outlines]
        wrong, unused = self.comments.survey({source for g in files for source in g.remarked})
        problems = [*(g.problems for g in files), *(g.problems for g in projects.values()), wrong]
        return Survey(
            frozenset(self._collected),
            frozenset(self.relative(self.snapshot_of(outline)) for outline in drawn),
            frozenset({*(g.source for g in whole), *(o.source for o in drawn if o.source)}),
            frozenset(self._unclear),
            frozenset(self.relative(path) for path, g in projects.items() if not g.problems),
            frozenset(filter(self._is_told, frozenset(self._around.problems).union(*problems))),
            unused,
            frozenset(self._files.evaluated),
            frozenset(self._files.recalled),
            frozenset(self._around.cautions),
        )

    def _is_told(self, problem: Problem) -> bool:
        """Tell whether a problem is told: not that of what is refused and excluded."""
        refused, _ = self.territory.disk.folders.refusal(problem.path)
        return problem.fatal or not (refused and self.territory.is_excluded(refused))

    def close(self) -> None:
        """Write what the next run, or another process of this one, may use."""
        self._files.close()

    def _drawn_project(self, drawing: ProjectDrawing, read: dict[Path, Gist]) -> Gist:
        layers = self.settings.layers
        told = [[self.relative(path), gist.told] for path, gist in read.items() if gist.told]

        def draw() -> tuple[Diagram, ...]:
            readings = [self._files.told(path) for path, gist in read.items() if gist.told]
            structures = [each.structure for each in readings if each.structure is not None]
            world = ProjectWorld(
                drawing.root.name,
                tuple(each for each in structures if each.flows or each.callables),
                tuple(each for reading in readings for each in reading.lineages),
                layers,
            )
            return drawing.kind.draw(world)

        stamp = digest(repr((drawing.kind.name, drawing.root.name, layers, told)))
        sheet = Sheet(self.relative(drawing.snapshot), stamp, draw)
        hidden = tuple(p for gist in read.values() for p in fatal_problems(gist))
        return self._with(Gist(sheet.name), drawing.snapshot, sheet, hidden)

    def _deployed(self, path: Path, gist: Gist) -> Gist:
        """Add the drawings of what a file deploys; DAGs show in those of their orchestrator."""
        others = self._around.project_files(path) if gist.orchestrates else []
        read = [self.read_alone(other) for other in others]

        def draw() -> tuple[Diagram, ...]:
            told = tuple(self._lineages(others))
            return tuple(
                diagram
                for kind in self._sets
                for deployment in self._files.told(path).deployments
                for diagram in kind.draw(deployment, told)
            )

        names = [kind.name for kind in self._sets]
        stamp = digest(repr((names, gist.told, [(each.source, each.told) for each in read])))
        hidden = tuple(p for each in read for p in fatal_problems(each))
        return self._with(gist, path, Sheet(gist.source, stamp, draw), hidden)

    def _with(self, gist: Gist, path: Path, sheet: Sheet, hidden: tuple[Problem, ...]) -> Gist:
        """Add the drawings of a sheet to a gist; where they can't be drawn, a problem."""
        try:
            outlines = self._sheets.outlines(sheet)
        except Exception as error:  # noqa: BLE001 -- the diagrams of the files still count
            fault = Problem(gist.source, 0, FAULT.format(error))
            return replace(gist, problems=(*gist.problems, fault), hidden=hidden)
        self._sheet_of[path] = sheet
        return replace(gist, outlines=(*gist.outlines, *outlines), hidden=hidden)

    def _lineages(self, paths: Iterable[Path]) -> Iterable[Lineage]:
        for path in paths:
            if self.read_alone(path).told:
                yield from self._files.told(path).lineages

    def _settled(self, path: Path, gist: Gist) -> Gist:
        """Leave out the problems of a file that needn't be a pipeline and turns out to be none.

        One that can't be read is only reported: templates and scripts for Python 2
        are no fault of the project. Where a snapshot of it is committed, it was a pipeline.
        """
        fatal = fatal_problems(gist)
        if not fatal or gist.outlines or gist.deploys:
            return gist
        if self.territory.evidence(path) is Evidence.STRONG:
            return gist
        below = snapshot_folder(gist.source)
        if any(True for _ in find_snapshots(self.settings.snapshots, below=below)):
            return gist
        return replace(gist, problems=tuple(replace(problem, fatal=False) for problem in fatal))


def _names(outline: Outline) -> tuple[str, str, str]:
    return outline.kind, outline.name, outline.source
