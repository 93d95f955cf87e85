"""A deployment out of what runs: the ties that settings tell, and the systems outside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.deployments.areas import moved
from pytest_etl_diagram.deployments.connecting import connect, told_connections
from pytest_etl_diagram.deployments.environment import Told, read_environment
from pytest_etl_diagram.deployments.image_environments import as_airflow
from pytest_etl_diagram.deployments.leads import Leads, leads_of, places_by_label, watching
from pytest_etl_diagram.deployments.links import directory
from pytest_etl_diagram.deployments.monitoring_lists import CONNECTS, MONITORS
from pytest_etl_diagram.deployments.sharing import SETTINGS, settings_unit, shared, where_most
from pytest_etl_diagram.model import Deployment, Tie, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.deployments.connections import Connection
    from pytest_etl_diagram.deployments.environment import Setting
    from pytest_etl_diagram.deployments.leads import Way
    from pytest_etl_diagram.deployments.links import Directory
    from pytest_etl_diagram.deployments.monitoring import Watched
    from pytest_etl_diagram.model import Fact, Place
    from pytest_etl_diagram.model.places import FactPlaces

_AIRFLOW: Final = frozenset(("Airflow", "Flower"))


@dataclass(frozen=True, slots=True)
class Runner:
    """A unit with what is needed to find its ties.

    `hosts` are the names by which others reach it, `settings` its environment, `watches` what the
    configuration files tell that it mounts. `airflow`: it is one of Airflow's, whatever it tells.
    """

    unit: Unit
    hosts: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    watches: tuple[Watched, ...] = ()
    airflow: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A runner with what its environment, its command and its mounted files tell."""

    runner: Runner
    told: Told
    leads: Leads
    watches: Leads
    connections: tuple[Connection, ...]
    airflow: bool


def assemble(  # noqa: PLR0913 - all of it makes one deployment
    name: str,
    source: str,
    runners: Iterable[Runner],
    ties: Iterable[Tie],
    place: Place | None,
    *,
    settings: tuple[Setting, ...] = (),
    facts: tuple[Fact, ...] = (),
    places: FactPlaces = (),
    connections: tuple[Connection, ...] = (),
    absent: tuple[tuple[str, Place], ...] = (),
) -> Deployment:
    """Return the deployment of some units.

    `ties` are those that the files say themselves. `settings` are those that hold for all
    components of Airflow (Helm's values, `airflow.cfg`), `facts` such facts, with their
    `places`. `connections` are those that files of connections configure, `absent` units that
    are switched off.
    """
    people = sorted(runners, key=lambda runner: runner.unit.name)
    known = directory((runner.unit, runner.hosts) for runner in people)
    read = tuple(_read(runner, known) for runner in people)
    airflow = tuple(each for each in read if each.airflow)
    common = read_environment(settings)
    central = leads_of(None, common, settings, known)
    common_facts = shared(each.told.facts for each in airflow)
    common_ways = shared((lead.way for lead in each.leads.leads) for each in airflow)
    common_places = {
        lead.way: lead.place
        for leads in (*(each.leads for each in reversed(airflow)), central)
        for lead in reversed(leads.leads)
    }
    box = settings_unit(
        (facts, places),
        (common.facts, common.places),
        *((_among(each, common_facts), each.told.places) for each in airflow),
    )
    environments = [dict(each.runner.unit.places).get(CONNECTS) for each in airflow]
    box = where_most(box, environments)
    ways = sorted({*common_ways, *(lead.way for lead in central.leads)})
    boxed = bool(box.facts or ways)
    own = [
        *told_connections(common, settings, None),
        *(each for one in read for each in one.connections),
    ]
    linked = connect(own, connections, known)
    units = [
        *(_unit(each, common_facts if each.airflow else frozenset()) for each in read),
        *([box] if boxed else []),
        *_stores([central, *(leads for each in read for leads in (each.leads, each.watches))]),
        *linked.stores,
    ]
    tied = [
        *ties,
        *(tie for each in read for tie in _ties(each, common_ways)),
        *(Tie(SETTINGS, way.target, way.kind, way.label, common_places[way]) for way in ways),
        *(Tie(SETTINGS, each.runner.unit.name, "configures") for each in airflow if boxed),
    ]
    leads = [lead for each in (central, *(each.leads for each in read)) for lead in each.leads]
    final = [linked.named(unit) for unit in units]
    names = {unit.name for unit in final}
    kept = _joined(tie for tie in tied if tie.source in names and tie.target in names)
    return Deployment(
        name,
        source,
        *moved(final, kept, leads, known),
        connections=linked.connections,
        place=place,
        orchestrates=bool(airflow or facts or common.orchestrates),
        configured=linked.configured,
        absent=absent,
    )


def _read(runner: Runner, known: Directory) -> _Read:
    settings = as_airflow(dict(runner.unit.facts).get("image", ""), runner.settings, known)
    told = read_environment(settings)
    return _Read(
        runner,
        told,
        leads_of(runner.unit, told, settings, known),
        watching(runner.unit, runner.watches, known),
        tuple(told_connections(told, settings, runner.unit)),
        runner.airflow
        or told.orchestrates
        or (runner.unit.sort in ("service", "job") and known.systems[runner.unit.name] in _AIRFLOW),
    )


def _among(each: _Read, facts: frozenset[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in each.told.facts if fact in facts)


def _unit(each: _Read, elsewhere: frozenset[Fact]) -> Unit:
    """Return a unit with the facts that its environment and its mounted files tell."""
    unit = each.runner.unit
    has = {name for name, _ in unit.facts}
    told = [fact for fact in each.told.facts if fact not in elsewhere and fact[0] not in has]
    places = [place for place in each.told.places if place[0] in dict(told)]
    jobs, listed = each.watches.jobs, dict(unit.places).get(MONITORS)
    if jobs:
        told.append(("scrapes", ", ".join(job for job, _ in jobs)))
        places.extend((f"scrapes {job}", place) for job, place in jobs)
    at = listed or next((place for _, place in jobs), None)
    places.extend([("scrapes", at)] if at is not None else [])
    places.extend(places_by_label(each.leads))
    return replace(unit, facts=(*unit.facts, *told), places=(*unit.places, *places))


def _ties(each: _Read, elsewhere: frozenset[Way]) -> list[Tie]:
    apart = elsewhere if each.airflow else frozenset()
    return [
        Tie(each.runner.unit.name, lead.way.target, lead.way.kind, lead.way.label, lead.place)
        for lead in (*each.leads.leads, *each.watches.leads)
        if lead.way not in apart
    ]


def _stores(leads: Iterable[Leads]) -> list[Unit]:
    """Return the stores outside, each once: the first that names one counts."""
    found: dict[str, Unit] = {}
    for each in leads:
        for store in each.stores:
            found.setdefault(store.name, store)
    return list(found.values())


def _joined(ties: Iterable[Tie]) -> list[Tie]:
    """Return the ties, those between the same units as one, with all their labels."""
    labels: dict[tuple[str, str, str], set[str]] = {}
    places: dict[tuple[str, str, str], Place] = {}
    for tie in ties:
        ends = (tie.source, tie.target, tie.kind)
        labels.setdefault(ends, set()).add(tie.label)
        if tie.place is not None:
            places.setdefault(ends, tie.place)
    return [
        Tie(*ends, ", ".join(sorted(filter(None, told))), places.get(ends))
        for ends, told in labels.items()
    ]
