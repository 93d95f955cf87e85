"""The collectors of pipeline files, and of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_etl_diagram.collection.gists import fatal_problems
from pytest_etl_diagram.collection.items import (
    DiagramItem,
    SourceItem,
    printable_source,
    relative_source,
)
from pytest_etl_diagram.report.words import unmistakable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_etl_diagram.collection.gists import Gist, Outline
    from pytest_etl_diagram.collection.projects import ProjectDrawing
    from pytest_etl_diagram.collection.readings import Readings
    from pytest_etl_diagram.model import Problem


SOURCE_ITEM = "source"
"""The last part of the node id of a file that can't be read."""


class _PrintableFile(pytest.File):
    """A collector whose name and node id are fit to print, whatever its path holds."""

    def __init__(self, *, path: Path, parent: pytest.Collector, **kwargs: Any) -> None:  # noqa: ANN401 -- what pytest passes
        """Take what pytest passes; a name and a node id only where its own aren't fit to print."""
        source = relative_source(path, parent.config)
        shown = printable_source(source)
        named = {} if shown == source else {"name": shown, "nodeid": shown}
        super().__init__(path=path, parent=parent, **{**named, **kwargs})


class DiagramFile(_PrintableFile):
    """A pipeline file, always right below the session.

    A folder with an `__init__.py` is a Package to pytest, which imports that
    file when an item below it runs.
    """

    def __init__(self, *, readings: Readings, **kwargs: Any) -> None:  # noqa: ANN401 -- what pytest passes
        """Take the readings of the run."""
        super().__init__(**kwargs)
        self.readings = readings

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the items of the file: its diagrams, and its failure to be read."""
        return _items(self, self.readings.read(self.path))


class ProjectFile(_PrintableFile):
    """The snapshot of a drawing of a whole project, which needn't exist yet.

    It stands for the project, which isn't in any one file.
    """

    def __init__(
        self,
        *,
        readings: Readings,
        drawing: ProjectDrawing,
        find: Callable[[], list[Path]],
        **kwargs: Any,  # noqa: ANN401 -- what pytest passes
    ) -> None:
        """Take the readings of the run, the drawing, and what finds the project's files."""
        super().__init__(**kwargs)
        self.readings = readings
        self.drawing = drawing
        self._find = find

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the items: the diagrams, or the failure to draw them."""
        return _items(self, self.readings.read_project(self.drawing, self._find()))


def _items(file: DiagramFile | ProjectFile, gist: Gist) -> Iterator[pytest.Item]:
    for outline in gist.outlines:
        yield _diagram_item(file, outline, gist.hidden)
    problems = fatal_problems(gist)
    if problems:
        yield _source_item(file, problems)


def _diagram_item(
    file: DiagramFile | ProjectFile, outline: Outline, hidden: tuple[Problem, ...]
) -> DiagramItem:
    names = _names(file, item_name(outline))
    return DiagramItem.from_parent(
        file, **names, outline=outline, readings=file.readings, hidden=hidden
    )


def _source_item(file: DiagramFile | ProjectFile, problems: tuple[Problem, ...]) -> SourceItem:
    return SourceItem.from_parent(file, **_names(file, SOURCE_ITEM), problems=problems)


def item_name(outline: Outline) -> str:
    """Return the last part of a diagram's node id: fit to print, another for another name."""
    return f"{outline.kind}[{unmistakable(outline.name)}]"


def _names(file: DiagramFile | ProjectFile, name: str) -> dict[str, str]:
    """Return an item's name and node id, and note that pytest has it.

    Given the id as text pytest 9.2 takes `dag[x]` apart as it does when it
    reads ids from its cache; by itself it doesn't, and --lf finds no match.
    """
    nodeid = f"{file.nodeid}::{name}"
    file.readings.note_collected(nodeid)
    return {"name": name, "nodeid": nodeid}


class NotImported(pytest.File):
    """What pytest gets instead of a test module for a pipeline file given by its name."""

    def collect(self) -> list[pytest.Item]:
        """Return nothing: the file's items come from its DiagramFile."""
        return []
