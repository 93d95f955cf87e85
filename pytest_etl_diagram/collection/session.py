"""Turning a run on: reads the settings and registers what takes part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.finding import DiagramFinder
from pytest_etl_diagram.collection.readings import Readings
from pytest_etl_diagram.collection.results import DiagramResults
from pytest_etl_diagram.report import FORMATS
from pytest_etl_diagram.settings import read_settings
from pytest_etl_diagram.sources.walk import Territory

if TYPE_CHECKING:
    import pytest

KINDS = ("dag",)
"""The kinds of diagram that can be drawn."""


def activate(config: pytest.Config) -> None:
    """Register the plugins of a run with diagrams; raises pytest.UsageError for wrong settings."""
    settings = read_settings(config, KINDS, tuple(FORMATS))
    readings = Readings(settings)
    territory = Territory(settings.rootdir, settings.paths, settings.excluded, settings.snapshots)
    finder = DiagramFinder(config, readings, territory)
    config.pluginmanager.register(finder, "etl-diagrams-finder")
    results = DiagramResults(config, readings, territory)
    config.pluginmanager.register(results, "etl-diagrams-results")
