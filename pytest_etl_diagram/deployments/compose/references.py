"""What a service refers to: other services, and networks, volumes, secrets and configs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.compose.tree import (
    Table,
    items_of,
    keys_of,
    text_of,
)
from pytest_etl_diagram.deployments.compose.volumes import named_volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.model import Place

DEFAULT_NETWORK = "default"


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that a service uses: `section` is where it must be defined.

    `attribute` is the one that uses it; `condition` what is waited for, with other words that
    change what the reference means. `optional`: Compose goes on without it. `alias` is a name by
    which only this service reaches the other one. `condition_place` is where the condition stands.
    """

    section: str
    name: str
    attribute: str
    place: Place
    condition: str = ""
    optional: bool = False
    alias: str = ""
    condition_place: Place | None = None


def references(service: Table) -> Iterator[Reference]:
    """Yield what a service refers to, in no meaningful order."""
    yield from _depends_on(service)
    yield from _of_services(service)
    yield from _of_mounts(service)
    for key in keys_of(service.get("networks")):
        if key.name != DEFAULT_NETWORK:
            yield Reference("networks", key.name, "networks", key.place)
    for key in keys_of(service.get("models")):
        yield Reference("models", key.name, "models", key.place)


def _depends_on(service: Table) -> Iterator[Reference]:
    for key in keys_of(service.get("depends_on")):
        node = key.node if isinstance(key.node, Table) else Table((), key.place)
        condition = text_of(node.get("condition"))
        optional = text_of(node.get("required")) == "false"
        words = (
            "" if condition == "service_started" else condition,
            "restart" if text_of(node.get("restart")) == "true" else "",
            "optional" if optional else "",
        )
        label = ", ".join(word for word in words if word)
        said = node.key("condition") or key
        yield Reference(
            "services",
            key.name,
            "depends_on",
            key.place,
            label,
            optional,
            condition_place=said.place,
        )


def _of_services(service: Table) -> Iterator[Reference]:
    for item in items_of(service.get("links")):
        name, _, alias = text_of(item).partition(":")
        yield Reference("services", name, "links", item.place, "links", alias=alias)
    for item in items_of(service.get("volumes_from")):
        name = text_of(item)
        if not name.startswith("container:"):
            name = name.partition(":")[0]
            yield Reference("services", name, "volumes_from", item.place, "volumes_from")
    for attribute in ("network_mode", "pid", "ipc"):
        node = service.get(attribute)
        kind, _, name = text_of(node).partition(":")
        if kind == "service" and node is not None:
            yield Reference("services", name, attribute, node.place, attribute)


def _of_mounts(service: Table) -> Iterator[Reference]:
    for volume in items_of(service.get("volumes")):
        name = named_volume(volume) if isinstance(volume, Table) else ""
        if name:
            yield Reference("volumes", name, "volumes", volume.place)
    for section in ("secrets", "configs"):
        for item in items_of(service.get(section)):
            name = text_of(item.get("source")) if isinstance(item, Table) else ""
            yield Reference(section, name, section, item.place)
