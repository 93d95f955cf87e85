"""From the resources of a set to its deployment: the units, and what ties them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.assembly import assemble
from pytest_etl_diagram.deployments.connections import connection_files, connections_beside
from pytest_etl_diagram.deployments.kubernetes.naming import unit_names
from pytest_etl_diagram.deployments.kubernetes.operators import PARTS
from pytest_etl_diagram.deployments.kubernetes.relations import Cast, cast_of, ties_of, unmatched
from pytest_etl_diagram.deployments.kubernetes.shelf import shelf
from pytest_etl_diagram.deployments.kubernetes.units import runners_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.deployments.kubernetes.reading import Reader
    from pytest_etl_diagram.deployments.kubernetes.resources import Resource
    from pytest_etl_diagram.model import Deployment, Place, Tie


def deployment(
    reader: Reader, found: list[Resource], name: str, source: str, place: Place
) -> Deployment | None:
    """Return what a set of resources deploys, None where nothing of it runs or lets in."""
    cast = cast_of(found)
    if not (cast.workloads or cast.gateways or cast.custom):
        return None
    parts = [each for each in cast.custom if each.kind in PARTS]
    plain = [*cast.workloads, *(each for each in cast.custom if each.kind not in PARTS)]
    cast = replace(cast, names=unit_names(plain, [*parts, *cast.others]))
    stock = shelf(found, reader.numbering)
    runners = runners_of(cast, stock, reader.numbering.place)
    reader.faults.extend(unmatched(cast))
    connections = connections_beside(reader.files, place.path)
    reader.dependencies.update(connection_files(reader.files, place.path))
    drawn = assemble(name, source, runners, ties_of(cast), place, connections=connections)
    return _with_gateways_beside(drawn, cast)


def _with_gateways_beside(drawn: Deployment, cast: Cast) -> Deployment:
    """Return the deployment with what lets requests in in the area of what they come to."""
    ties = [tie for tie in drawn.ties if tie.kind == "routes"]
    areas = {unit.name: unit.area for unit in drawn.units}
    gateways = {cast.names[id(each)] for each in cast.gateways}
    for _ in range(2):  # an Ingress leads to a Service, which leads to a workload
        for name in sorted(gateways):
            areas[name] = _area(name, ties, areas)
    units = (replace(u, area=areas[u.name]) for u in drawn.units)
    return replace(drawn, units=tuple(units))


def _area(name: str, ties: Iterable[Tie], areas: dict[str, str]) -> str:
    targets = sorted(tie.target for tie in ties if tie.source == name and tie.target in areas)
    return areas[targets[0]] if targets else areas[name]
