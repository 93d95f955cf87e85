"""Drawings that depend on several files: of what is deployed together, and of whole projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.gists import Outline, outlines
from pytest_etl_diagram.diagrams.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.collection.caching import Cache
    from pytest_etl_diagram.collection.dividing import Division
    from pytest_etl_diagram.model import Diagram


@dataclass(frozen=True, slots=True)
class Sheet:
    """Drawings that belong together: what they are called, what they depend on, how to draw them.

    Equal stamps mean equal drawings.
    """

    name: str
    stamp: str
    draw: Callable[[], tuple[Diagram, ...]]


class Sheets:
    """The sheets of a run: drawn once, by one of its processes, and only if none is known."""

    def __init__(self, cache: Cache, division: Division) -> None:
        """Take what remembers, and the part of this process in the work."""
        self._cache = cache
        self._division = division
        self._drawn: dict[str, tuple[Diagram, ...]] = {}

    def outlines(self, sheet: Sheet) -> tuple[Outline, ...]:
        """Return the outlines of a sheet; raises whatever drawing it raises."""
        found = self._recall(sheet)
        if found is not None:
            return found
        diagrams = self._drawn[sheet.name] = sheet.draw()
        found = outlines(diagrams)
        self._cache.keep_sheet(sheet.name, sheet.stamp, found, Reading("", diagrams))
        self._cache.flush()
        return found

    def diagrams(self, sheet: Sheet) -> tuple[Diagram, ...]:
        """Return the diagrams of a sheet; raises whatever drawing it raises."""
        if sheet.name not in self._drawn:
            found = self._cache.diagrams(sheet.name, sheet.stamp)
            self._drawn[sheet.name] = sheet.draw() if found is None else found
        return self._drawn[sheet.name]

    def _recall(self, sheet: Sheet) -> tuple[Outline, ...] | None:
        def look() -> tuple[Outline, ...] | None:
            return self._cache.sheet(sheet.name, sheet.stamp)

        found = look()
        if found is None and not self._division.take(f"{sheet.name} {sheet.stamp}"):
            found = self._division.await_other(look)
        return found
