"""The collectors of pipeline files, and of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_etl_diagram.collection.items import DiagramItem, SourceItem
from pytest_etl_diagram.collection.readings import SOURCE_ITEM, fatal_problems, item_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_etl_diagram.collection.projects import ProjectDrawing
    from pytest_etl_diagram.collection.readings import Readings
    from pytest_etl_diagram.model import Diagram, Problem


class DiagramFile(pytest.File):
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
        reading = self.readings.read(self.path)
        for diagram in reading.diagrams:
            yield _diagram_item(self, diagram, reading.hidden)
        problems = fatal_problems(reading)
        if problems:
            yield _source_item(self, problems)


class ProjectFile(pytest.File):
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
        reading = self.readings.read_project(self.drawing, self._find())
        for diagram in reading.diagrams:
            yield _diagram_item(self, diagram, reading.hidden)
        if reading.faults:
            yield _source_item(self, reading.faults)


def _diagram_item(
    file: DiagramFile | ProjectFile, diagram: Diagram, hidden: tuple[Problem, ...] = ()
) -> DiagramItem:
    names = _names(file, item_name(diagram))
    return DiagramItem.from_parent(
        file, **names, diagram=diagram, readings=file.readings, hidden=hidden
    )


def _source_item(file: DiagramFile | ProjectFile, problems: tuple[Problem, ...]) -> SourceItem:
    return SourceItem.from_parent(file, **_names(file, SOURCE_ITEM), problems=problems)


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
