"""What became of the items, gathered from all processes, and the end of the run."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pytest

from pytest_etl_diagram.collection.completeness import narrowed_by
from pytest_etl_diagram.collection.entries import Packed, pack_result
from pytest_etl_diagram.collection.items import DiagramItem, SourceItem
from pytest_etl_diagram.collection.orphans import find_orphans, remove
from pytest_etl_diagram.collection.survey import Survey
from pytest_etl_diagram.collection.terminal import Summary, write_summary
from pytest_etl_diagram.report import from_json, write

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from pathlib import Path

    from pytest_etl_diagram.collection.readings import Readings
    from pytest_etl_diagram.model import Problem
    from pytest_etl_diagram.sources.territory import Territory

_PACKAGE = "pytest-etl-diagram"

_ATTRIBUTE = "etl_diagram"
"""The name under which a test report carries what its diagram's item found."""

_NORMAL_ENDS = (
    pytest.ExitCode.OK,
    pytest.ExitCode.TESTS_FAILED,
    pytest.ExitCode.NO_TESTS_COLLECTED,
)


class DiagramResults:
    """Gathers results, and at the end finds orphans, writes reports and sums up.

    Under xdist each worker has one of these and only sends what it has; the
    controller's gets the items' results with their test reports and the workers'
    surveys as they go down.
    """

    def __init__(self, config: pytest.Config, readings: Readings, territory: Territory) -> None:
        """Take the run's configuration, its readings and where pipelines may lie."""
        self.config = config
        self.readings = readings
        self.settings = readings.settings
        self.territory = territory
        self.packed: dict[str, Packed] = {}
        self.reported: set[str] = set()
        self.surveys: list[Survey] = []
        self.is_cut_short = False
        self.summary = Summary()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put what an item found on its test report, which xdist sends to the controller."""
        report = yield
        if call.when == "call" and isinstance(item, (DiagramItem, SourceItem)):
            setattr(report, _ATTRIBUTE, pack_result(item, with_entry=bool(self.settings.reports)))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what the report of an item carries."""
        self.reported.add(report.nodeid)
        packed = getattr(report, _ATTRIBUTE, None)
        if packed is not None:
            self.packed[report.nodeid] = packed

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Note that somebody took diagrams out of the run."""
        if any(isinstance(item, (DiagramItem, SourceItem)) for item in items):
            self.is_cut_short = True

    def pytest_keyboard_interrupt(self) -> None:
        """Note that the run didn't end by itself: Ctrl+C, or `pytest.exit` with any status."""
        self.is_cut_short = True

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 -- xdist's
        """Take what an xdist worker has read."""
        packed = getattr(node, "workeroutput", {}).get(_ATTRIBUTE)
        if packed is not None:
            self.surveys.append(Survey.unpack(packed))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Deal with orphans, write the reports and fail the run for orphans left."""
        output = getattr(self.config, "workeroutput", None)
        if output is not None:
            output[_ATTRIBUTE] = self.readings.survey().pack()
        elif not self.config.getoption("--collect-only"):
            self._finish(session, exitstatus)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write the section about diagrams."""
        if not self.config.getoption("--collect-only"):
            write_summary(terminalreporter, self.summary)

    def _finish(self, session: pytest.Session, exitstatus: int) -> None:
        survey = self.readings.survey()
        for other in self.surveys:
            survey |= other
        is_full = self._is_full(session, exitstatus, survey)
        orphans = self._orphans(survey, is_full=is_full)
        left, fate, fails = self._deal_with(orphans, is_full=is_full)
        notes = self._write_reports(left, survey)
        if (fails or notes) and session.exitstatus in _NORMAL_ENDS:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        self.summary = Summary(
            statuses=[packed["status"] for packed in self.packed.values()],
            problems=[problem for problem in _sorted(survey.problems) if not problem.fatal],
            orphans=self._relative(orphans),
            fate=fate,
            failing=fails,
            notes=notes,
        )

    def _is_full(self, session: pytest.Session, exitstatus: int, survey: Survey) -> bool:
        """Tell whether every diagram of the project was looked at, to the end."""
        if exitstatus not in _NORMAL_ENDS or session.shouldstop or session.shouldfail:
            return False
        if self.is_cut_short or narrowed_by(self.config):
            return False
        return survey.nodeids <= self.reported

    def _orphans(self, survey: Survey, *, is_full: bool) -> list[Path]:
        if self.config.getoption("--snapshot-disable-unused", default=False):
            return []
        return find_orphans(self.settings, self.territory, survey, is_full=is_full)

    def _deal_with(self, orphans: list[Path], *, is_full: bool) -> tuple[list[Path], str, bool]:
        """Remove orphans if that is wanted.

        Returns those left, what to say of all, and whether they fail the run.
        """
        if not is_full:
            return orphans, self._partial_words(), False
        if not self.config.getoption("--snapshot-update"):
            fails = bool(orphans) and not self.config.getoption("--snapshot-warn-unused")
            return orphans, "remove with --snapshot-update", fails
        if self.config.getoption("--snapshot-no-cleanup", default=False):
            return orphans, "kept because of --snapshot-no-cleanup", False
        left = remove(orphans, self.settings.snapshots)
        return left, "some could not be removed" if left else "removed", bool(left)

    def _partial_words(self) -> str:
        reason = narrowed_by(self.config)
        return f"kept in a partial run ({reason})" if reason else "kept, as not every diagram ran"

    def _write_reports(self, orphans: list[Path], survey: Survey) -> list[str]:
        """Write the report files; return what to say of those that couldn't be."""
        packed = [self.packed[nodeid].get("entry") for nodeid in sorted(self.packed)]
        entries = [from_json(entry) for entry in packed if entry is not None]
        problems = _sorted(survey.problems)
        notes = []
        for path in self.settings.reports:
            try:
                write(path, entries, self._relative(orphans), problems, ".", version(_PACKAGE))
            except OSError as error:  # noqa: PERF203 -- the other reports are still worth having
                notes.append(f"--etl-diagrams-report: {path} can't be written: {error.strerror}")
        return notes

    def _relative(self, paths: list[Path]) -> list[str]:
        return [path.relative_to(self.settings.rootdir).as_posix() for path in paths]


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.message))
