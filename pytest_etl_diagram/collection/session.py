"""Turning a run on: reads the settings and registers what takes part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.broken_neighbours import BrokenNeighbours
from pytest_etl_diagram.collection.finding import DiagramFinder
from pytest_etl_diagram.collection.projects import ProjectFiles
from pytest_etl_diagram.collection.readings import Readings
from pytest_etl_diagram.collection.results import DiagramResults
from pytest_etl_diagram.collection.starts import Starts
from pytest_etl_diagram.diagrams.documents import document_hints
from pytest_etl_diagram.diagrams.kinds import kinds
from pytest_etl_diagram.frontends import front_ends
from pytest_etl_diagram.report import FORMATS
from pytest_etl_diagram.settings import read_settings
from pytest_etl_diagram.sources.territory import Territory

if TYPE_CHECKING:
    import pytest

    from pytest_etl_diagram.settings import Settings


def activate(config: pytest.Config) -> None:
    """Register the plugins of a run with diagrams; raises pytest.UsageError for wrong settings."""
    settings = read_settings(config, tuple(kinds()), tuple(FORMATS))
    starts = Starts.of(settings)
    territory = _territory(settings, starts)
    readings = Readings(
        settings,
        territory,
        starts.flow_options,
        starts.problems,
        ProjectFiles(config, settings, territory),
    )
    finder = DiagramFinder(config, readings, territory)
    config.pluginmanager.register(finder, "etl-diagrams-finder")
    config.pluginmanager.register(BrokenNeighbours(), "etl-diagrams-broken-neighbours")
    results = DiagramResults(config, readings, territory)
    config.pluginmanager.register(results, "etl-diagrams-results")


def _territory(settings: Settings, starts: Starts) -> Territory:
    """Return where pipelines may lie: in plain Python only if a kind draws those."""
    traces = any(kinds()[name].traces for name in settings.kinds)
    return Territory(
        settings.rootdir,
        settings.paths,
        settings.excluded,
        settings.snapshots,
        tuple(hint for front_end in front_ends() for hint in front_end.hints),
        starts.files() if traces else None,
        document_hints() if any(kinds()[name].documents for name in settings.kinds) else (),
    )
