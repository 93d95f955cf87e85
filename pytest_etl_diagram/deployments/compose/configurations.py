"""Configuration files that services mount: what those of monitoring watch, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.models import Model, table_of
from pytest_etl_diagram.deployments.compose.tree import Table, Text, items_of, member, text_of
from pytest_etl_diagram.deployments.compose.volumes import bound_path
from pytest_etl_diagram.deployments.monitoring import (
    faults,
    watched,
    watched_in,
    watching_files,
)
from pytest_etl_diagram.deployments.monitoring_lists import first_of, lists_in, lists_of
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.deployments.monitoring import Watched
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.model.places import FactPlaces


def watches(
    files: Files, notes: Notes, model: Model, service: Table, area: str
) -> tuple[Watched, ...]:
    """Return what the configuration files of a service of `area` watch.

    Only monitoring watches: others mount whole projects, in which its files lie too.
    """
    if area != "monitoring":
        return ()
    found: list[Watched] = []
    for path in sorted(set(_mounted(model, service))):
        notes.read.update(watching_files(files, path))
        for fault in faults(files, path):
            notes.remark(Place(fault.path, line=fault.line), fault.message)
        found.extend(watched(files, path))
    for content in _contents(model, service):
        found.extend(watched_in(content.text, content.place.path, content.place.line))
    return tuple(found)


def watch_lists(files: Files, model: Model, service: Table, area: str) -> FactPlaces:
    """Return where the configuration files of a service of `area` list what they watch."""
    if area != "monitoring":
        return ()
    mounted = sorted(set(_mounted(model, service)))
    found = [each for path in mounted for each in lists_of(files, path)]
    for content in _contents(model, service):
        found.extend(lists_in(content.text, content.place.path, content.place.line))
    return first_of(found)


def _mounted(model: Model, service: Table) -> Iterator[str]:
    """Yield the files and folders of the project that a service mounts, but not the whole of it."""
    bound = (bound_path(v) for v in items_of(service.get("volumes")) if isinstance(v, Table))
    configs = (paths.inside(text_of(each.get("file"))) for each in _configs(model, service))
    return (path for path in (*bound, *configs) if path)


def _configs(model: Model, service: Table) -> Iterator[Table]:
    used = {text_of(member(item, "source")) for item in items_of(service.get("configs"))}
    return (table_of(key) for key in model.section("configs") if key.name in used)


def _contents(model: Model, service: Table) -> Iterator[Text]:
    for config in _configs(model, service):
        content = config.get("content")
        if isinstance(content, Text):
            yield content
