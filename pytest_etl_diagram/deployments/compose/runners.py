"""The services of a whole as what runs: units with what is needed to find their ties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.deployments.assembly import Runner
from pytest_etl_diagram.deployments.compose.builds import build_facts
from pytest_etl_diagram.deployments.compose.configurations import watch_lists, watches
from pytest_etl_diagram.deployments.compose.environments import settings_of, shared_env_files
from pytest_etl_diagram.deployments.compose.facts import SHOWN, service_facts
from pytest_etl_diagram.deployments.compose.hosts import hosts_of, names_given
from pytest_etl_diagram.deployments.compose.members import member_places
from pytest_etl_diagram.deployments.compose.models import Model, table_of
from pytest_etl_diagram.deployments.compose.references import references
from pytest_etl_diagram.deployments.compose.secrecy import hidden, secret_values
from pytest_etl_diagram.deployments.compose.sorts import awaited, known_of, runs_to_its_end
from pytest_etl_diagram.deployments.monitoring_lists import tie_places
from pytest_etl_diagram.model import Tie, Unit

if TYPE_CHECKING:
    from pytest_etl_diagram.deployments.compose.notes import Notes
    from pytest_etl_diagram.deployments.compose.running import Told
    from pytest_etl_diagram.deployments.compose.tree import Key, Table
    from pytest_etl_diagram.deployments.environment import Setting
    from pytest_etl_diagram.deployments.images import Known
    from pytest_etl_diagram.documents.files import Files
    from pytest_etl_diagram.model.places import FactPlaces

COMMANDS = ("entrypoint", "command", "healthcheck")
"""The facts in which the value of a secret may stand again."""


@dataclass(frozen=True, slots=True)
class _Service:
    """A service with its facts, what it is, its environment, and where it lists what it watches."""

    key: Key
    table: Table
    told: dict[str, Told]
    known: Known
    settings: tuple[Setting, ...]
    lists: FactPlaces


def runners_of(files: Files, notes: Notes, model: Model) -> list[Runner]:
    """Return every service as what runs, sorted by name."""
    keys = sorted(model.section("services"), key=lambda key: key.name)
    shared = shared_env_files(model)
    services = [_service(files, notes, model, key, shared) for key in keys]
    secrets = secret_values(setting for each in services for setting in each.settings)
    ending, given = awaited(model), names_given(model)
    return [
        Runner(
            _unit(each, secrets, model.folder, ends=each.key.name in ending),
            hosts_of(each.key.name, each.table, given.get(each.key.name, frozenset())),
            each.settings,
            watches(files, notes, model, each.table, each.known.area),
        )
        for each in services
    ]


def ties_of(model: Model) -> list[Tie]:
    """Return what waits for what among the services that there are."""
    names = {key.name for key in model.section("services")}
    return [
        Tie(
            reference.name,
            key.name,
            "depends",
            reference.condition,
            reference.condition_place or reference.place,
        )
        for key in model.section("services")
        for reference in references(table_of(key))
        if reference.section == "services" and reference.name in names
    ]


def _service(
    files: Files, notes: Notes, model: Model, key: Key, shared: frozenset[str]
) -> _Service:
    table = table_of(key)
    built = build_facts(files, notes, table, model.folder)
    said = service_facts(table, model.folder)
    told = said | built | {name: each for name, each in said.items() if each[0]}
    known = known_of(key.name, table, told)
    apart = shared if known.sort == "store" else frozenset()
    settings = settings_of(files, notes, table, apart)
    lists = watch_lists(files, model, table, known.area)
    return _Service(key, table, told, known, settings, lists)


def _unit(service: _Service, secrets: frozenset[str], folder: str, *, ends: bool) -> Unit:
    told = {
        name: (hidden(value, secrets) if name in COMMANDS else value, place)
        for name, (value, place) in service.told.items()
    }
    names = [name for name in SHOWN if name in told and told[name][0]]
    ends = ends or runs_to_its_end(service.key.name, service.table, service.known)
    environment = service.table.key("environment") or service.table.key("env_file")
    return Unit(
        service.key.name,
        "job" if ends else service.known.sort,
        service.known.area,
        tuple((name, told[name][0]) for name in names),
        service.key.place,
        (
            *((name, place) for name, (_, place) in sorted(told.items())),
            *member_places(service.table, folder),
            *tie_places(service.lists, None if environment is None else environment.place),
        ),
    )
