"""The areas that units have only by what uses them, and what their ties then are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.deployments.outside import METADATA
from pytest_etl_diagram.deployments.words import area_of_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.deployments.leads import Lead
    from pytest_etl_diagram.deployments.links import Directory
    from pytest_etl_diagram.model import Tie, Unit

_SELF_STORING: Final = frozenset(
    (
        "Amundsen",
        "DataHub",
        "Dagster",
        "DolphinScheduler",
        "Hive metastore",
        "Keycloak",
        "Kestra",
        "Lightdash",
        "MLflow",
        "Mage",
        "Marquez",
        "Metabase",
        "Nessie",
        "OpenMetadata",
        "PgBouncer",
        "Prefect",
        "Redash",
        "Superset",
        "Temporal",
        "n8n",
    )
)
"""Systems that keep their own state in a database that their settings name."""

_SEARCH: Final = frozenset(("Elasticsearch", "OpenSearch"))


def moved(
    units: Iterable[Unit], ties: Iterable[Tie], leads: Iterable[Lead], known: Directory
) -> tuple[tuple[Unit, ...], tuple[Tie, ...]]:
    """Return units and ties, sorted, with the areas that only their use tells.

    A store that Airflow keeps its own state in belongs to the metadata. A search engine that only
    monitoring talks to is a part of it. What monitoring connects to elsewhere, it monitors.
    """
    all_units, all_ties = tuple(units), tuple(ties)
    own = {lead.way.target for lead in leads if METADATA.fullmatch(lead.setting)}
    areas = {unit.name: unit.area for unit in all_units}
    areas.update(
        (unit.name, "metadata") for unit in all_units if unit.sort == "store" and unit.name in own
    )
    for unit in all_units:
        if unit.sort == "store" and _holds_state(unit, all_ties, known):
            areas[unit.name] = "metadata"
    lasting = {unit.name for unit in all_units if unit.sort != "job"}
    used = [tie for tie in all_ties if tie.source in lasting and tie.target in lasting]
    for name, system in known.systems.items():
        if system in _SEARCH and name not in own and _only_watched(name, used, areas):
            areas[name] = "monitoring"
    return (
        tuple(
            sorted(
                (replace(unit, area=areas[unit.name]) for unit in all_units),
                key=lambda unit: unit.name,
            )
        ),
        tuple(
            sorted(
                (_watch(tie, areas) for tie in all_ties),
                key=lambda tie: (tie.source, tie.target, tie.kind, tie.label),
            )
        ),
    )


def _holds_state(unit: Unit, ties: Iterable[Tie], known: Directory) -> bool:
    """Tell whether only programs that keep their own state somewhere connect to a store."""
    users = [tie.source for tie in ties if tie.target == unit.name and tie.kind == "connects"]
    told = area_of_store(unit.name, "")  # the name says what it is for
    return (
        bool(users) and not told and all(known.systems.get(name) in _SELF_STORING for name in users)
    )


def _only_watched(name: str, ties: Iterable[Tie], areas: dict[str, str]) -> bool:
    """Tell whether monitoring uses a unit and nothing else does, but user interfaces."""
    users = {areas[tie.source] for tie in ties if tie.target == name and tie.kind == "connects"}
    users |= {areas[tie.target] for tie in ties if tie.source == name and tie.kind == "depends"}
    return "monitoring" in users and users <= {"monitoring", "metadata"}


def _watch(tie: Tie, areas: dict[str, str]) -> Tie:
    watches = areas[tie.source] == "monitoring" != areas[tie.target]
    return replace(tie, kind="monitors") if watches and tie.kind == "connects" else tie
