"""How pipeline files get into pytest's collection."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.collection.arguments import selects, take_out
from pytest_etl_diagram.collection.completeness import has_arguments
from pytest_etl_diagram.collection.files import DiagramFile, NotImported, ProjectFile
from pytest_etl_diagram.collection.gists import fatal_problems
from pytest_etl_diagram.collection.ignoring import is_ignored, is_left_out_by_option
from pytest_etl_diagram.collection.items import DiagramItem, SourceItem
from pytest_etl_diagram.collection.projects import ProjectDrawing, project_drawings
from pytest_etl_diagram.report.words import visible
from pytest_etl_diagram.sources.territory import Evidence
from pytest_etl_diagram.sources.testing import matches
from pytest_etl_diagram.sources.walk import find_candidates

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from pytest_etl_diagram.collection.projects import ProjectFiles
    from pytest_etl_diagram.collection.readings import Readings
    from pytest_etl_diagram.sources.territory import Territory

_Node = pytest.Item | pytest.Collector
_OUR_FILES = (DiagramFile, ProjectFile)
_OURS = (*_OUR_FILES, DiagramItem, SourceItem)


class DiagramFinder:
    """Adds pipeline files and projects to what pytest collects, whatever its `testpaths` are.

    Files below folders are found by a walk of our own and put under the session,
    so that pytest's own walk never meets them; a file named on the command line
    comes through pytest, which then finds the node id.
    """

    def __init__(
        self,
        config: pytest.Config,
        readings: Readings,
        territory: Territory,
        project_files: ProjectFiles,
    ) -> None:
        """Take the run's configuration, its readings, where pipelines lie and whose they are."""
        self.config = config
        self.readings = readings
        self.territory = territory
        self.project_files = project_files
        self.projects = project_drawings(readings.settings)
        self.missing = take_out(config, self.projects)

    @cached_property
    def _has_arguments(self) -> bool:
        return has_arguments(self.config)

    @pytest.hookimpl(wrapper=True, trylast=True)  # innermost: --lf sorts what comes out
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Add the files of the walk, and the projects, to what the session collects."""
        report = yield
        if isinstance(collector, pytest.Session) and report.passed:
            found = [*self._files(collector), *self._projects(collector), *self._missing(collector)]
            report.result = _without_doubles([*report.result, *found])
        elif _is_skipped_for_its_path(collector, report):
            report.result = list(collector.collect())
        return report

    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Return the collector of a pipeline file, or a project, that the command line names."""
        if not parent.session.isinitpath(file_path):
            return None
        if file_path in self.projects:
            return self._project(parent.session, self.projects[file_path])
        return self._file(parent.session, file_path) if self._is_pipeline(file_path) else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makemodule(
        self, module_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Keep pytest from importing a pipeline file that is no test file by its name."""
        if matches(module_path, self.readings.settings.test_files) or not self._is_pipeline(
            module_path
        ):
            return None
        return NotImported.from_parent(parent, path=module_path)

    def _is_pipeline(self, path: Path) -> bool:
        if self.territory.evidence(path) is Evidence.NONE:
            return False
        gist = self.readings.read(path)
        return bool(gist.outlines or fatal_problems(gist))

    def _files(self, session: pytest.Session) -> Iterator[_Node]:
        """Yield what the walk finds: the items of files that are known, the others' collectors.

        pytest takes its time for each collector, and shows how far it has come.
        """
        candidates = find_candidates(self.territory, lambda path: self._is_left_out(session, path))
        self.readings.prepare(candidates)
        for path in candidates:
            file = self._file(session, path)
            if self.readings.is_known(path):
                yield from file.collect()
            else:
                yield file

    def _file(self, session: pytest.Session, path: Path) -> DiagramFile:
        return DiagramFile.from_parent(session, path=path, readings=self.readings)

    def _is_left_out(self, session: pytest.Session, path: Path) -> bool:
        """Tell whether pytest's command line, ini values or conftest files leave a path out.

        A file that the command line names is left out too: pytest brings it.
        """
        leads_to_argument = session.isinitpath(path, with_parents=True)
        if self._has_arguments and not any(session.isinitpath(above) for above in path.parents):
            return path.is_file() or not leads_to_argument
        return not leads_to_argument and is_ignored(self.config, path)

    def _projects(self, session: pytest.Session) -> Iterator[ProjectFile]:
        """Yield the projects that the run is about, if anything is."""
        for drawing in self.projects.values():
            if self._is_covered(session, drawing) and not is_left_out_by_option(
                self.config, drawing.snapshot
            ):
                yield self._project(session, drawing)

    def _is_covered(self, session: pytest.Session, drawing: ProjectDrawing) -> bool:
        """Tell whether the arguments hold a whole project, or the folder of its snapshot."""
        folder = drawing.root.folder
        above = (folder, *folder.parents, *drawing.snapshot.parents)
        return not self._has_arguments or any(session.isinitpath(path) for path in above)

    def _missing(self, session: pytest.Session) -> Iterator[_Node]:
        """Yield what the command line asks for that has no snapshot yet.

        Raises pytest.UsageError, as pytest does, for what isn't there.
        """
        for path, name in self.missing:
            file = self._project(session, self.projects[path])
            items = [item for item in file.collect() if selects(name, item)]
            if not items:
                shown = visible(f"{path}::{name}" if name else str(path))
                raise pytest.UsageError(f"not found: {shown}\n(the project has no such diagram)")
            yield from items if name else [file]

    def _project(self, session: pytest.Session, drawing: ProjectDrawing) -> ProjectFile:
        return ProjectFile.from_parent(
            session,
            path=drawing.snapshot,
            readings=self.readings,
            drawing=drawing,
            find=lambda: self.project_files.of_root(drawing.root),
        )


def _is_skipped_for_its_path(collector: pytest.Collector, report: pytest.CollectReport) -> bool:
    """Tell whether --lf has skipped a project as it does files that aren't there.

    Before version 9.2 pytest thinks that a file that doesn't exist can't have failed.
    """
    return (
        isinstance(collector, ProjectFile)
        and report.passed
        and not report.result
        and not collector.path.exists()
    )


def _without_doubles(nodes: Iterable[_Node]) -> list[_Node]:
    """Leave each of our files, and each item of a file that isn't there whole, in once.

    Of equal files the last stays: an earlier one may have been searched for a node
    id, and older versions of pytest give nothing for a file that it has collected already.
    """
    nodes = list(nodes)
    whole = {node.path for node in nodes if isinstance(node, _OUR_FILES)}
    kept: dict[object, _Node] = {}
    for node in nodes:
        if not isinstance(node, _OURS):
            kept[id(node)] = node
        elif isinstance(node, _OUR_FILES) or node.path not in whole:
            kept[node.nodeid] = node
    return list(kept.values())
