"""Evaluating the files of a run; what that takes is imported before the first one only."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.reading import Reading
from pytest_etl_diagram.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_etl_diagram.diagrams.project import Project
    from pytest_etl_diagram.flows.options import FlowOptions
    from pytest_etl_diagram.settings import Settings
    from pytest_etl_diagram.sources.observing import Disk

FAULT = "can't be read because of a fault in pytest-etl-diagram: {!r}"


class Evaluation:
    """Reads files, in the kinds of diagram that are wanted."""

    def __init__(
        self, settings: Settings, flow_options: Callable[[str], FlowOptions], disk: Disk
    ) -> None:
        """Take the settings, what is known of a file's entry points, and the run's disk."""
        self._settings = settings
        self._flow_options = flow_options
        self._disk = disk

    @cached_property
    def project(self) -> Project:
        """What evaluates: with it the parser is imported."""
        from pytest_etl_diagram.diagrams.project import Project  # noqa: PLC0415 -- said above
        from pytest_etl_diagram.diagrams.world import Options  # noqa: PLC0415

        settings = self._settings
        return Project(
            settings.rootdir,
            settings.import_roots,
            settings.variables,
            Options(settings.kinds, settings.notes, settings.layers),
            self._flow_options,
            self._disk,
        )

    def read(self, path: Path) -> Reading:
        """Return what the file at `path` holds by itself.

        An error of this package's own becomes a fatal problem of that file; such a reading
        depends on nothing that could be asked.
        """
        try:
            return self._wanted(self.project.read(path))
        except Exception as error:  # noqa: BLE001 -- one file must not hide the diagrams of the others
            source = path.relative_to(self._settings.rootdir).as_posix()
            return Reading(source, problems=(_fault(source, error),))

    def _wanted(self, reading: Reading) -> Reading:
        """Leave out other kinds of diagram; of two diagrams with one name the last counts."""
        kinds = self._settings.kinds
        wanted = {(d.kind, d.name): d for d in reading.diagrams if d.kind in kinds}
        return replace(reading, diagrams=tuple(wanted[key] for key in sorted(wanted)))


def _fault(source: str, error: Exception) -> Problem:
    """Return the problem of a file that an error of ours hides, at the line that is known."""
    from pytest_etl_diagram.diagrams.project import ReadingFault  # noqa: PLC0415 -- imported already

    if not isinstance(error, ReadingFault):
        return Problem(source, 0, FAULT.format(error))
    return Problem(error.location.path, error.location.line, FAULT.format(error.__cause__))
