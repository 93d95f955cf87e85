"""The section about diagrams in pytest's summary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.problems import problem_line
from pytest_etl_diagram.report import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pytest

    from pytest_etl_diagram.model import Problem


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has to say at its end.

    `orphans` are paths relative to the root folder, `fate` what became of them
    and `failing` whether they made the run fail.
    """

    statuses: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    orphans: Sequence[str] = ()
    fate: str = ""
    failing: bool = False
    notes: Sequence[str] = ()


def write_summary(reporter: pytest.TerminalReporter, summary: Summary) -> None:
    """Write the section; `-q` leaves the counts out, `-qq` all but what failed."""
    lines = list(_lines(summary, reporter.verbosity))
    if lines:
        reporter.section("etl diagrams", "-")
        for line in lines:
            reporter.line(line)


def _lines(summary: Summary, verbosity: int) -> Iterator[str]:
    if verbosity >= 0:
        yield _counts(summary.statuses)
    if summary.orphans and (summary.failing or verbosity > -2):  # noqa: PLR2004 -- -qq
        yield f"{_number(len(summary.orphans), 'snapshot')} without a diagram, {summary.fate}:"
        yield from (f"  {path}" for path in summary.orphans)
    if summary.problems and verbosity > -2:  # noqa: PLR2004 -- -qq
        yield f"{_number(len(summary.problems), 'warning')}:"
        yield from (f"  {problem_line(problem)}" for problem in summary.problems)
    yield from summary.notes


def _counts(statuses: Iterable[str]) -> str:
    counts = Counter(statuses)
    words = [f"{counts[status]} {status}" for status in STATUSES if counts[status]]
    return f"{_number(sum(counts.values()), 'diagram')}{': ' if words else ''}{', '.join(words)}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
