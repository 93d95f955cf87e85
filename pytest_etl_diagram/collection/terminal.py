"""The section about diagrams in pytest's summary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.drifted import Drifted, allowed_lines, lenient_lines, level_lines
from pytest_etl_diagram.collection.painting import PLAIN, Markup
from pytest_etl_diagram.collection.problems import problem_line
from pytest_etl_diagram.report.entries import STATUSES
from pytest_etl_diagram.report.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pytest

    from pytest_etl_diagram.model import Problem

Line = tuple[str, Markup]
"""A line with its colours."""

_QQ = -2
"""The verbosity of `-qq`, which leaves out all that doesn't fail."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has to say at its end.

    `drifted` are the diagrams that aren't as committed. `orphans` are paths relative to
    the root folder, `fate` what became of them and `failing` whether they made the run
    fail. `since` is a headline and the texts of what changed since the base revision.
    `commands` are for GitHub, which reads them in the output. `evaluated` and `recalled`
    count the files that were evaluated and those that the cache knew, `cautions` say what kept
    it from being used.
    """

    statuses: Sequence[str] = ()
    drifted: Sequence[Drifted] = ()
    accept_command: str = ""
    fail_on: str = "any"
    problems: Sequence[Problem] = ()
    orphans: Sequence[str] = ()
    fate: str = ""
    failing: bool = False
    since: Sequence[str] = ()
    notes: Sequence[str] = ()
    commands: Sequence[str] = ()
    evaluated: int = 0
    recalled: int = 0
    cautions: Sequence[str] = ()


def write_summary(reporter: pytest.TerminalReporter, summary: Summary) -> None:
    """Write the section; `-q` leaves the counts out, `-qq` all but what failed."""
    lines = list(_lines(summary, reporter.verbosity))
    if lines:
        reporter.section("etl diagrams", "-")
        for line, markup in lines:
            reporter.line(line, **markup)


def _lines(summary: Summary, verbosity: int) -> Iterator[Line]:
    if verbosity > _QQ:
        yield from _since(summary, verbosity)
    if verbosity >= 0:
        yield _counts(summary.statuses), PLAIN
    if verbosity > 0:
        yield _work(summary), PLAIN
    if summary.orphans and (summary.failing or verbosity > _QQ):
        yield (
            f"{_number(len(summary.orphans), 'snapshot')} without a diagram, {summary.fate}:",
            PLAIN,
        )
        yield from ((f"  {visible(path)}", PLAIN) for path in summary.orphans)
    if verbosity > _QQ:
        yield from _warnings(summary)
        yield from lenient_lines(summary.drifted, summary.fail_on, summary.accept_command)
        yield from allowed_lines(summary.drifted)
    yield from level_lines(summary.drifted, summary.fail_on, summary.accept_command)
    yield from ((note, PLAIN) for note in (*map(visible, summary.notes), *summary.commands))


def _since(summary: Summary, verbosity: int) -> Iterator[Line]:
    """Yield what changed since the base revision; with `-q` only the headline of each diagram."""
    most = None if verbosity >= 0 else 1
    for text in summary.since[:1]:
        yield text, PLAIN
    for text in summary.since[1:]:
        yield from ((f"  {line}".rstrip(), PLAIN) for line in text.split("\n")[:most])


def _warnings(summary: Summary) -> Iterator[Line]:
    told = [*map(visible, summary.cautions), *map(problem_line, summary.problems)]
    if told:
        yield f"{_number(len(told), 'warning')}:", PLAIN
        yield from ((f"  {line}", PLAIN) for line in told)


def _work(summary: Summary) -> str:
    """Say how many files had to be evaluated."""
    known = f", {summary.recalled} unchanged" if summary.recalled else ""
    return f"{_number(summary.evaluated, 'file')} evaluated{known}"


def _counts(statuses: Iterable[str]) -> str:
    counts = Counter(statuses)
    words = [f"{counts[status]} {status}" for status in STATUSES if counts[status]]
    return f"{_number(sum(counts.values()), 'diagram')}{': ' if words else ''}{', '.join(words)}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
