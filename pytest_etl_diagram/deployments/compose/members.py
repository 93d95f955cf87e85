"""Where the members of facts stand: each port, volume and network, each part of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose import paths
from pytest_etl_diagram.deployments.compose.builds import build_words
from pytest_etl_diagram.deployments.compose.tree import (
    Table,
    items_of,
    keys_of,
    member,
    text_of,
)
from pytest_etl_diagram.deployments.compose.volumes import shown_volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.model import Place

_TEXTS = ("ports", "expose", "profiles", "devices", "external_links")
_MOUNTED = ("secrets", "configs")


def member_places(service: Table, folder: str) -> Iterator[tuple[str, Place]]:
    """Yield (`ports 8080:80`, its place): the fact with the member as it is shown."""
    for name in _TEXTS:
        for item in items_of(service.get(name)):
            yield f"{name} {text_of(item)}", item.place
    for name in _MOUNTED:
        for item in items_of(service.get(name)):
            yield f"{name} {text_of(member(item, 'source'))}", item.place
    for item in items_of(service.get("volumes")):
        if isinstance(item, Table):
            yield f"volumes {shown_volume(item, folder)}", item.place
    for words, place in build_words(service.get("build"), folder):
        yield f"build {words}", place
    for key in keys_of(service.get("networks")):
        yield f"networks {key.name}", key.place
    for item in items_of(service.get("env_file")):
        yield f"env_from {paths.shown(folder, text_of(member(item, 'path')))}", item.place
