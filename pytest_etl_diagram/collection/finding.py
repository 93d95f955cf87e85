"""How pipeline files get into pytest's collection."""

from __future__ import annotations

import fnmatch
import os
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from pytest_etl_diagram.collection.completeness import has_arguments
from pytest_etl_diagram.collection.files import DiagramFile, NotImported
from pytest_etl_diagram.collection.ignoring import is_ignored
from pytest_etl_diagram.collection.items import DiagramItem, SourceItem
from pytest_etl_diagram.collection.readings import fatal_problems
from pytest_etl_diagram.sources.walk import Territory, find_candidates

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from pytest_etl_diagram.collection.readings import Readings

_Node = pytest.Item | pytest.Collector
_OURS = (DiagramFile, DiagramItem, SourceItem)


class DiagramFinder:
    """Adds the pipeline files to what pytest collects, whatever its `testpaths` are.

    Files below folders are found by a walk of our own and put under the session,
    so that pytest's own walk never meets them; a file named on the command line
    comes through pytest, which then finds the node id.
    """

    def __init__(self, config: pytest.Config, readings: Readings, territory: Territory) -> None:
        """Take the run's configuration, its readings and where pipelines may lie."""
        self.config = config
        self.readings = readings
        self.territory = territory

    @cached_property
    def _has_arguments(self) -> bool:
        return has_arguments(self.config)

    @pytest.hookimpl(wrapper=True, trylast=True)  # innermost: --lf sorts what comes out
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Add the files of the walk to what the session collects."""
        report = yield
        if isinstance(collector, pytest.Session) and report.passed:
            report.result = _without_doubles([*report.result, *self._files(collector)])
        return report

    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Return the collector of a pipeline file that the command line names."""
        if parent.session.isinitpath(file_path) and self._is_pipeline(file_path):
            return self._file(parent.session, file_path)
        return None

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makemodule(
        self, module_path: Path, parent: pytest.Collector
    ) -> pytest.Collector | None:
        """Keep pytest from importing a pipeline file that is no test file by its name."""
        patterns = self.config.getini("python_files")
        if _is_test_file(module_path, patterns) or not self._is_pipeline(module_path):
            return None
        return NotImported.from_parent(parent, path=module_path)

    def _is_pipeline(self, path: Path) -> bool:
        if not self.territory.holds(path) or not self.territory.is_candidate(path):
            return False
        reading = self.readings.read(path)
        return bool(reading.diagrams or fatal_problems(reading))

    def _files(self, session: pytest.Session) -> Iterable[DiagramFile]:
        candidates = find_candidates(self.territory, lambda path: self._is_left_out(session, path))
        return [self._file(session, path) for path in candidates]

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


def _without_doubles(nodes: Iterable[_Node]) -> list[_Node]:
    """Leave each of our files, and each item of a file that isn't there whole, in once.

    Of equal files the last stays: an earlier one may have been searched for a node
    id, and older versions of pytest give nothing for a file that it has collected already.
    """
    nodes = list(nodes)
    whole = {node.path for node in nodes if isinstance(node, DiagramFile)}
    kept: dict[object, _Node] = {}
    for node in nodes:
        if not isinstance(node, _OURS):
            kept[id(node)] = node
        elif isinstance(node, DiagramFile) or node.path not in whole:
            kept[node.nodeid] = node
    return list(kept.values())


def _is_test_file(path: Path, patterns: Iterable[str]) -> bool:
    """Tell whether pytest collects a file for its name (`_pytest.pathlib.fnmatch_ex`)."""
    for pattern in patterns:
        whole = os.sep in pattern or "/" in pattern
        subject = path.as_posix() if whole else path.name
        if fnmatch.fnmatch(subject, f"*/{pattern}" if whole else pattern):
            return True
    return False
