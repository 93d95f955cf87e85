"""Which unit each connection leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.connections import Connection, connections_in_command
from pytest_etl_diagram.deployments.environment import CONNECTION, place_of
from pytest_etl_diagram.deployments.links import TOLD_BY
from pytest_etl_diagram.deployments.outside import connection_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.deployments.environment import Setting, Told
    from pytest_etl_diagram.deployments.links import Directory
    from pytest_etl_diagram.model import Place, Unit


@dataclass(frozen=True, slots=True)
class Linked:
    """Where connections lead to.

    `connections` are (connection id, name of the unit). `stores` are systems outside that deployed
    units configure connections to, `configured` those that only files of connections name.
    `places` are where deployed units configure connections.
    """

    connections: tuple[tuple[str, str], ...]
    stores: tuple[Unit, ...]
    configured: tuple[Unit, ...]
    places: tuple[tuple[str, Place | None], ...]

    def named(self, unit: Unit) -> Unit:
        """Return a unit with the ids of the connections of the environment that lead to it."""
        places = dict(self.places)
        outside = {store.name for store in self.stores}
        ids = [name for name, target in self.connections if target == unit.name and name in places]
        if not ids or unit.name in outside:
            return unit
        facts = (*unit.facts, ("connections", ", ".join(ids)))
        told = [("connections", places[ids[0]]), *((f"connections {i}", places[i]) for i in ids)]
        known = ((name, place) for name, place in told if place is not None)
        return replace(unit, facts=facts, places=(*unit.places, *known))


def told_connections(
    told: Told, settings: Iterable[Setting], unit: Unit | None
) -> list[Connection]:
    """Return the connections that an environment configures, and those that a command adds."""
    lines = {
        each.name.removeprefix(CONNECTION).lower(): place_of(each)
        for each in settings
        if each.name.startswith(CONNECTION)
    }
    found = [Connection(name, address, "", lines.get(name)) for name, address in told.connections]
    places = dict(unit.places) if unit is not None else {}
    for fact, value in unit.facts if unit is not None else ():
        if fact in TOLD_BY:
            found.extend(
                Connection(name, address, "", places.get(fact))
                for name, address in connections_in_command(value)
            )
    return found


def connect(own: Iterable[Connection], files: Iterable[Connection], known: Directory) -> Linked:
    """Return where the connections lead to that deployed units and files configure.

    What units configure counts more, as the environment does for Airflow.
    """
    told = _first(own)
    targets = {name: _target(each, known) for name, each in told.items()}
    others = {name: each for name, each in _first(files).items() if name not in told}
    configured = {name: _target(each, known) for name, each in others.items()}
    return Linked(
        tuple(sorted((targets | configured).items())),
        _stores(told, targets, known),
        _stores(others, configured, known),
        tuple((name, each.place) for name, each in sorted(told.items())),
    )


def _first(connections: Iterable[Connection]) -> dict[str, Connection]:
    found: dict[str, Connection] = {}
    for each in connections:
        found.setdefault(each.id, each)
    return found


def _stores(
    connections: Mapping[str, Connection], targets: Mapping[str, str], known: Directory
) -> tuple[Unit, ...]:
    return tuple(
        connection_store(targets[name], name, each.address, each.area, each.place)
        for name, each in sorted(connections.items())
        if targets[name] not in known.systems
    )


def _target(each: Connection, known: Directory) -> str:
    """Return the unit that a connection leads to: a deployed one, else one of its own name."""
    if each.address is not None and (found := known.find(each.address.host)):
        return found
    return f"{each.id} (connection)" if each.id in known.systems else each.id
