"""The ways from one unit to others that its settings, its command and its watching tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pytest_etl_diagram.deployments.addresses import LOCAL, is_local
from pytest_etl_diagram.deployments.environment import place_of
from pytest_etl_diagram.deployments.links import label, told_by_facts
from pytest_etl_diagram.deployments.monitoring_lists import CONNECTS
from pytest_etl_diagram.deployments.outside import outside
from pytest_etl_diagram.model import Place, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.deployments.addresses import Address
    from pytest_etl_diagram.deployments.environment import Setting, Told
    from pytest_etl_diagram.deployments.links import Directory
    from pytest_etl_diagram.deployments.monitoring import Watched

_BUCKETS: Final = {
    "s3": ("MinIO", "S3"),
    "gs": ("Google Cloud Storage",),
    "abfs": ("Azure Blob Storage",),
}
"""Schemes of buckets, and the systems that hold them where one is deployed."""

_PASSIVE: Final = frozenset(
    ("MariaDB", "Memcached", "MinIO", "MongoDB", "MySQL", "Oracle", "PostgreSQL", "Redis")
)
"""Systems that connect to nothing by their environment, though they may be given a shared one."""


class Way(NamedTuple):
    """How the unit `target` is talked to: `kind` is a tie's, `connects` or `monitors`."""

    target: str
    label: str
    kind: str = "connects"


class Lead(NamedTuple):
    """A way, the name of the setting that tells it ("" for none), and where that stands."""

    way: Way
    setting: str = ""
    place: Place | None = None


class Leads(NamedTuple):
    """The ways from one unit, the stores outside that they lead to, and the jobs that stay open.

    `jobs` are scrape jobs none of whose targets is a unit, each with its place.
    """

    leads: tuple[Lead, ...] = ()
    stores: tuple[Unit, ...] = ()
    jobs: tuple[tuple[str, Place], ...] = ()


def leads_of(unit: Unit | None, told: Told, settings: Iterable[Setting], known: Directory) -> Leads:
    """Return the ways that an environment tells, and the command of `unit` if it is of one."""
    places = {setting.name: place_of(setting) for setting in settings}
    found: list[Lead] = []
    stores: dict[str, Unit] = {}
    passive = unit is not None and known.systems.get(unit.name) in _PASSIVE
    for setting, address in () if passive else told.addresses:
        target = _deployed(address, known)
        if not target:
            store = outside(setting, address, places.get(setting))
            if store is None:
                continue
            target = store.name
            stores.setdefault(target, store)
        system = known.systems.get(target) or _system(stores.get(target))
        way = Way(target, label(setting, address, system))
        found.append(Lead(way, setting, places.get(setting)))
    if unit is not None:
        told_at = dict(unit.places)
        for fact, address in told_by_facts(unit, known):
            target = known.find(address.host)
            way = Way(target, label("", address, known.systems[target]))
            found.append(Lead(way, fact, told_at.get(fact)))
        found = [lead for lead in found if lead.way.target != unit.name]
    return Leads(tuple(dict.fromkeys(found)), tuple(stores.values()))


def places_by_label(leads: Leads) -> Iterator[tuple[str, Place]]:
    """Yield (`connects_to kafka`, its place) for what is told in one way and one line only.

    There one more may have stood: a broker of several.
    """
    places: dict[str, set[Place | None]] = {}
    for lead in leads.leads:
        if lead.way.label:
            places.setdefault(f"{CONNECTS} {lead.way.label}", set()).add(lead.place)
    for name, found in places.items():
        (first, *others) = found
        if first is not None and not others:
            yield name, first


def watching(unit: Unit, watches: Iterable[Watched], known: Directory) -> Leads:
    """Return the ways that the configurations tell which a unit mounts."""
    found: list[Lead] = []
    stores: dict[str, Unit] = {}
    open_jobs: dict[str, Place] = {}
    seen = set()
    for each in watches:
        place = Place(each.path, line=each.line)
        target = unit.name if each.host in LOCAL else known.find(each.host)
        if target:
            seen.add(each.job)
            if target != unit.name:
                words = "" if each.job == target and each.kind == "monitors" else each.job
                found.append(Lead(Way(target, words, each.kind), "", place))
        elif each.kind == "monitors":
            open_jobs.setdefault(each.job, place)
        elif each.host and each.sure:
            stores.setdefault(each.host, Unit(each.host, "store", "monitoring", (), place))
            found.append(Lead(Way(each.host, each.job, each.kind), "", place))
    jobs = tuple(sorted((job, place) for job, place in open_jobs.items() if job not in seen))
    return Leads(tuple(dict.fromkeys(found)), tuple(stores.values()), jobs)


def _deployed(address: Address, known: Directory) -> str:
    """Return the unit that an address is of: also the deployed store of a bucket."""
    if is_local(address):
        return ""
    if found := known.find(address.host):
        return found
    systems = _BUCKETS.get(address.scheme, ())
    return next((name for name, system in known.systems.items() if system in systems), "")


def _system(store: Unit | None) -> str:
    return dict(store.facts).get("system", "") if store is not None else ""
