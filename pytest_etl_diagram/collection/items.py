"""The items that pytest runs: one a diagram, and one for a file that can't be read."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import pytest

from pytest_etl_diagram.collection.completeness import MARKER
from pytest_etl_diagram.collection.painting import PaintedText
from pytest_etl_diagram.collection.problems import problem_line
from pytest_etl_diagram.collection.since import Since, since_base
from pytest_etl_diagram.collection.verdict import Verdict, judge
from pytest_etl_diagram.errors import WriteError
from pytest_etl_diagram.report.words import unmistakable, visible_lines
from pytest_etl_diagram.sources.writing import replace_file

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_etl_diagram.collection.gists import Outline
    from pytest_etl_diagram.collection.readings import Readings
    from pytest_etl_diagram.model import Diagram, Problem


@cache
def _marker() -> pytest.MarkDecorator:
    """Return the marker of all items; it is known once the plugin is configured."""
    return getattr(pytest.mark, MARKER)  # type: ignore[no-any-return]


def relative_source(path: Path, config: pytest.Config) -> str:
    """Return a path relative to the root folder, with forward slashes."""
    return path.relative_to(config.rootpath).as_posix()


def printable_source(source: str) -> str:
    """Return a relative path as node ids show it; it has a backslash where it isn't the path."""
    return unmistakable(source).replace("::", r"\x3a\x3a")


class DiagramFailure(Exception):  # noqa: N818 -- pytest prints the name: a failure, no error
    """A diagram that isn't what was committed; the message is the whole report."""


class _Item(pytest.Item):
    """An item that fails with a text of its own, which pytest prints whole."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- what pytest passes
        super().__init__(**kwargs)
        self.add_marker(_marker())

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:  # noqa: ANN401 -- as pytest has it
        """Return the text of a failure; of any other error, pytest's traceback."""
        if isinstance(excinfo.value, DiagramFailure):
            return PaintedText(visible_lines(str(excinfo.value)))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int, str]:
        """Return the file, its first line and a headline; lines are found only for drifts.

        pytest prints the file's path, so that it is one which is fit to print.
        """
        source = printable_source(relative_source(self.path, self.config))
        return self.config.rootpath / source, 0, f"{self.name} of {source}"


class DiagramItem(_Item):
    """A diagram to compare with its snapshot."""

    def __init__(
        self,
        *,
        outline: Outline,
        readings: Readings,
        hidden: tuple[Problem, ...] = (),
        **kwargs: Any,  # noqa: ANN401 -- what pytest passes
    ) -> None:
        """Take the diagram's outline, and the readings of the run that it belongs to.

        `hidden` are the problems that may hide a part of what the diagram shows.
        """
        super().__init__(**kwargs)
        self.outline = outline
        self.readings = readings
        self.hidden = hidden
        self.snapshot = readings.snapshot_of(outline)
        self.verdict: Verdict | None = None
        self.since = Since()

    def runtest(self) -> None:
        """Compare, or update; raises DiagramFailure if they differ."""
        self.verdict = verdict = judge(self)
        self.since = since_base(self, verdict.drawing)
        if verdict.text:
            raise DiagramFailure("\n\n".join((verdict.text, *self._leave_pending(verdict))))
        if self.since.fails:
            raise DiagramFailure(self.since.text)

    @cached_property
    def diagram(self) -> Diagram:
        """The diagram with its graph: only where it is to be told or written is it needed."""
        return self.readings.diagram(self.path, self.outline)

    def siblings(self) -> tuple[Diagram, ...]:
        """Return all diagrams of the same file, this one among them; none where it is hidden."""
        if not self.outline.source:
            return ()
        hides = any(problem.fatal for problem in self.readings.read(self.path).problems)
        return () if hides else self.readings.diagrams(self.path)

    def _leave_pending(self, verdict: Verdict) -> Iterator[str]:
        """Write the drawing where the run wants those that fail; yield what kept it from that.

        One that must not replace its snapshot isn't left for somebody to copy over it.
        """
        settings = self.readings.settings
        if settings.pending is not None and not self.hidden and not verdict.is_refused:
            place = settings.pending / self.snapshot.relative_to(settings.snapshots)
            try:
                replace_file(place, verdict.drawing.encode(), settings.pending)
            except WriteError as error:
                yield f"--etl-diagrams-pending: {error}"


class SourceItem(_Item):
    """A file that can't be read: fails with the reasons."""

    def __init__(self, *, problems: tuple[Problem, ...], **kwargs: Any) -> None:  # noqa: ANN401
        """Take the problems that made it fail, at least one."""
        super().__init__(**kwargs)
        self.problems = problems

    def runtest(self) -> None:
        """Raise DiagramFailure, always."""
        raise DiagramFailure("\n".join(problem_line(problem) for problem in self.problems))
