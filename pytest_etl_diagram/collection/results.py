"""What became of the items, gathered from all processes, and the end of the run."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from pytest_etl_diagram.collection.base import gone_since, since_lines, succeeded
from pytest_etl_diagram.collection.clashes import clashes
from pytest_etl_diagram.collection.completeness import narrowed_by
from pytest_etl_diagram.collection.dividing import SharedFolder
from pytest_etl_diagram.collection.drifted import Drifted
from pytest_etl_diagram.collection.entries import Packed, pack_result
from pytest_etl_diagram.collection.formats import format_lines
from pytest_etl_diagram.collection.items import DiagramItem, SourceItem
from pytest_etl_diagram.collection.leftovers import leftovers
from pytest_etl_diagram.collection.looks import tell_worker
from pytest_etl_diagram.collection.orphans import find_orphans, remove
from pytest_etl_diagram.collection.outputs import Outputs
from pytest_etl_diagram.collection.painting import PaintedText
from pytest_etl_diagram.collection.survey import Survey
from pytest_etl_diagram.collection.terminal import Summary, write_summary
from pytest_etl_diagram.settings.surroundings import is_updating
from pytest_etl_diagram.sources.writing import sweep_temporaries

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    from pytest_etl_diagram.collection.readings import Readings
    from pytest_etl_diagram.model import Problem
    from pytest_etl_diagram.sources.territory import Territory

_ATTRIBUTE = "etl_diagram"
"""The name under which a test report carries what its diagram's item found.

It is JSON, in ASCII: xdist sends no text with half a character, which a name may hold.
"""

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
        self.outputs = Outputs(config, self.settings)
        self.summary = Summary()
        self.shared = SharedFolder()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put what an item found on its test report, which xdist sends to the controller."""
        report = yield
        if call.when == "call" and isinstance(item, (DiagramItem, SourceItem)):
            found = pack_result(item, with_entry=self.outputs.need_entries)
            setattr(report, _ATTRIBUTE, json.dumps(found))
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what the report of an item carries; its text has lost its colours under xdist."""
        self.reported.add(report.nodeid)
        packed = getattr(report, _ATTRIBUTE, None)
        if packed is not None:
            self.packed[report.nodeid] = json.loads(packed)
            if isinstance(report.longrepr, str):
                report.longrepr = cast("Any", PaintedText(report.longrepr))

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Note that somebody took diagrams out of the run."""
        if any(isinstance(item, (DiagramItem, SourceItem)) for item in items):
            self.is_cut_short = True

    def pytest_keyboard_interrupt(self) -> None:
        """Note that the run didn't end by itself: Ctrl+C, or `pytest.exit` with any status."""
        self.is_cut_short = True

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:  # noqa: ANN401 -- xdist's
        """Tell an xdist worker how wide the terminal is, and where the workers share their work."""
        tell_worker(node, self.config)
        self.shared.tell(node)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:  # noqa: ANN401 -- xdist's
        """Take what an xdist worker has read; one that crashed may have left something out."""
        self.is_cut_short |= error is not None
        packed = getattr(node, "workeroutput", {}).get(_ATTRIBUTE)
        if packed is not None:
            self.surveys.append(Survey.unpack(json.loads(packed)))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Deal with orphans, write the reports and fail the run for orphans left."""
        output = getattr(self.config, "workeroutput", None)
        if output is not None:
            output[_ATTRIBUTE] = json.dumps(self.readings.survey().pack())
        elif not self.config.getoption("--collect-only"):
            self._finish(session, exitstatus)
        self.readings.close()

    def pytest_unconfigure(self) -> None:
        """Remove what the workers shared."""
        self.shared.remove()

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write the section about diagrams."""
        if not self.config.getoption("--collect-only"):
            write_summary(terminalreporter, self.summary)

    def _finish(self, session: pytest.Session, exitstatus: int) -> None:
        survey = self.readings.survey()
        for other in self.surveys:
            survey |= other
        is_full = self._is_full(session, exitstatus, survey)
        alike = clashes(survey.snapshots)
        survey = replace(survey, snapshots=survey.snapshots | succeeded(self.packed, "committed"))
        orphans = self._orphans(survey, is_full=is_full)
        left, fate, fails = self._deal_with(orphans, is_full=is_full)
        self._sweep()
        unused = leftovers(self.settings.policy, survey, self.packed.values(), is_full=is_full)
        contents = self.outputs.contents(
            self.packed,
            self._relative(list(left)),
            _sorted(survey.problems | unused | alike),
            self._gone(survey, is_full=is_full),
        )
        notes = self.outputs.write(contents)
        if (fails or notes) and session.exitstatus in _NORMAL_ENDS:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        self.summary = Summary(
            statuses=[packed["status"] for packed in self.packed.values()],
            drifted=[Drifted.of(entry) for entry in contents.entries if entry.committed],
            accept_command=contents.accept_command,
            fail_on=self.settings.policy.fail_on,
            problems=[problem for problem in contents.problems if not problem.fatal],
            orphans=self._told(orphans, left),
            fate=fate,
            failing=fails,
            since=since_lines(contents, self.packed),
            notes=[
                *notes,
                *self.outputs.hints(),
                *format_lines(self.packed.values(), contents.accept_command),
            ],
            commands=self.outputs.commands(contents),
            evaluated=len(survey.evaluated),
            recalled=len(survey.recalled - survey.evaluated),
            cautions=sorted(survey.cautions),
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

    def _deal_with(
        self, orphans: list[Path], *, is_full: bool
    ) -> tuple[dict[Path, str], str, bool]:
        """Remove orphans if that is wanted.

        Returns those left with what kept them, what to say of all, and whether they fail the run.
        """
        kept = dict.fromkeys(orphans, "")
        if not is_full:
            return kept, self._partial_words(), False
        if not self.config.getoption("--snapshot-update"):
            fails = bool(orphans) and not self.config.getoption("--snapshot-warn-unused")
            return kept, "remove with --snapshot-update", fails
        if self.config.getoption("--snapshot-no-cleanup", default=False):
            return kept, "kept because of --snapshot-no-cleanup", False
        left = remove(orphans, self.settings.snapshots)
        return left, "some could not be removed" if left else "removed", bool(left)

    def _partial_words(self) -> str:
        reason = narrowed_by(self.config)
        return f"kept in a partial run ({reason})" if reason else "kept, as not every diagram ran"

    def _gone(self, survey: Survey, *, is_full: bool) -> tuple[str, ...]:
        """Return the snapshots of the base revision that no diagram has any more."""
        drawn = survey.snapshots | succeeded(self.packed, "base")
        known = survey.sources - survey.unclear

        def is_known(source: str) -> bool:
            if not source:
                return is_full and not survey.unclear
            return source in known or not (self.settings.rootdir / source).exists()

        return gone_since(self.readings.history.base, drawn, self.settings.kinds, is_known)

    def _sweep(self) -> None:
        """Remove the temporary files of runs that were killed, where this one has written."""
        if is_updating(self.config):
            sweep_temporaries(self.settings.snapshots)
        for report in self.settings.reports:
            sweep_temporaries(report.parent, below=False)
        root, pending = self.settings.rootdir, self.settings.pending
        if pending is not None and pending not in (root, *root.parents):
            sweep_temporaries(pending)

    def _told(self, orphans: list[Path], left: Mapping[Path, str]) -> list[str]:
        """Return orphans as the summary names them, with what kept some from being removed."""
        reasons = [f": {left[path]}" if left.get(path) else "" for path in orphans]
        return [f"{name}{why}" for name, why in zip(self._relative(orphans), reasons, strict=True)]

    def _relative(self, paths: list[Path]) -> list[str]:
        return [path.relative_to(self.settings.rootdir).as_posix() for path in paths]


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.message))
