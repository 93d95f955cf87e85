"""The collectors of pipeline files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_etl_diagram.collection.items import DiagramItem, SourceItem
from pytest_etl_diagram.collection.readings import SOURCE_ITEM, fatal_problems, item_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.collection.readings import Readings


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
            names = self._names(item_name(diagram))
            yield DiagramItem.from_parent(self, **names, diagram=diagram, readings=self.readings)
        problems = fatal_problems(reading)
        if problems:
            yield SourceItem.from_parent(self, **self._names(SOURCE_ITEM), problems=problems)

    def _names(self, name: str) -> dict[str, str]:
        """Return an item's name and node id.

        Given the id as text pytest 9.2 takes `dag[x]` apart as it does when it
        reads ids from its cache; by itself it doesn't, and --lf finds no match.
        """
        return {"name": name, "nodeid": f"{self.nodeid}::{name}"}


class NotImported(pytest.File):
    """What pytest gets instead of a test module for a pipeline file given by its name."""

    def collect(self) -> list[pytest.Item]:
        """Return nothing: the file's items come from its DiagramFile."""
        return []
