"""Turning a run on: reads the settings and registers what takes part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.broken_neighbours import BrokenNeighbours
from pytest_etl_diagram.collection.caching import Cache
from pytest_etl_diagram.collection.circles import Circles
from pytest_etl_diagram.collection.comments import KnownComments
from pytest_etl_diagram.collection.dividing import Division
from pytest_etl_diagram.collection.evaluation import Evaluation
from pytest_etl_diagram.collection.finding import DiagramFinder
from pytest_etl_diagram.collection.gathering import FileReadings
from pytest_etl_diagram.collection.history import History
from pytest_etl_diagram.collection.ignoring import Conftests
from pytest_etl_diagram.collection.projects import ProjectFiles
from pytest_etl_diagram.collection.pruning import stand_aside
from pytest_etl_diagram.collection.readings import Readings, Surroundings
from pytest_etl_diagram.collection.remembering import open_store
from pytest_etl_diagram.collection.results import DiagramResults
from pytest_etl_diagram.collection.sheets import Sheets
from pytest_etl_diagram.collection.stamps import stamps
from pytest_etl_diagram.collection.starts import Starts
from pytest_etl_diagram.diagrams.documents import document_hints
from pytest_etl_diagram.diagrams.kinds import kinds
from pytest_etl_diagram.frontends import front_ends
from pytest_etl_diagram.report.writing import FORMATS
from pytest_etl_diagram.settings import read_settings
from pytest_etl_diagram.sources.observing import Disk
from pytest_etl_diagram.sources.territory import Territory

if TYPE_CHECKING:
    import pytest

    from pytest_etl_diagram.settings import Settings


def activate(config: pytest.Config) -> None:
    """Register the plugins of a run with diagrams; raises pytest.UsageError for wrong settings."""
    settings = read_settings(config, tuple(kinds()), tuple(FORMATS))
    starts = Starts.of(settings)
    disk = Disk(settings.rootdir, settings.import_roots)
    territory = _territory(settings, starts, disk)
    Conftests(config)
    project_files = ProjectFiles(config, settings, territory)
    readings = _readings(config, starts, territory, project_files)
    finder = DiagramFinder(config, readings, territory, project_files)
    config.pluginmanager.register(finder, "etl-diagrams-finder")
    config.pluginmanager.register(BrokenNeighbours(), "etl-diagrams-broken-neighbours")
    config.pluginmanager.register(Circles(), "etl-diagrams-circles")
    stand_aside(config)
    results = DiagramResults(config, readings, territory)
    config.pluginmanager.register(results, "etl-diagrams-results")


def _readings(
    config: pytest.Config, starts: Starts, territory: Territory, project_files: ProjectFiles
) -> Readings:
    settings = starts.settings
    cautions: list[str] = []
    disk = territory.disk
    store = open_store(config, cautions.append)
    cache = Cache(store, disk, stamps(config, settings, starts.flow_options))
    division = Division() if store is None else Division.of(config)
    around = Surroundings(
        settings,
        territory,
        History(settings),
        KnownComments(disk, cache),
        starts.problems,
        project_files,
        cautions,
    )
    evaluation = Evaluation(settings, starts.flow_options, disk)
    files = FileReadings(disk, cache, evaluation, division)
    return Readings(around, files, Sheets(cache, division))


def _territory(settings: Settings, starts: Starts, disk: Disk) -> Territory:
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
        disk=disk,
    )
