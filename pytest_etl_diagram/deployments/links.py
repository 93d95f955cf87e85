"""Which unit an address names, and what to call the way to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.deployments.addresses import Address, addresses, is_local
from pytest_etl_diagram.deployments.images import classify, known_image
from pytest_etl_diagram.deployments.schemes import PROTOCOLS, scheme_in_words
from pytest_etl_diagram.deployments.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.model import Unit

_CLUSTER: Final = re.compile(r"\.svc(?:\.[a-z0-9.-]+)?$")
_PURPOSES: Final = (
    (re.compile(r"AIRFLOW__(?:CORE|DATABASE)__SQL_ALCHEMY_CONN(?:_ASYNC)?"), "metadata database"),
    (re.compile(r"AIRFLOW__CELERY__RESULT_BACKEND"), "result backend"),
    (re.compile(r"AIRFLOW__CELERY__BROKER_URL"), "broker"),
)
"""Settings that say what a store is for, which tells more than how it is talked to."""

_WORDS: Final = frozenset("statsd otlp spark zookeeper loki prometheus".split())
"""Words in names of settings that say how they are talked to, beside the known systems."""

TOLD_BY: Final = ("command", "entrypoint")
"""Facts of a unit in which addresses of other units may stand."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Who is reached by which name: `units` by host, `systems` of units by their names."""

    units: Mapping[str, str]
    systems: Mapping[str, str]

    def find(self, host: str) -> str:
        """Return the name of the unit that a host is, "" for a host of elsewhere.

        In a cluster `db.data.svc.cluster.local` is `db.data` or `db`; one pod of several is
        `db-0.db`, and all tasks of a service of Swarm are `tasks.db`.
        """
        short = _CLUSTER.sub("", host.rstrip("."))
        labels = short.split(".")
        tried = [host, short, short.partition(".")[2]]
        if short != host:
            tried.extend((labels[0], *labels[1:2]))
        return next((self.units[name] for name in tried if name in self.units), "")


def directory(units: Iterable[tuple[Unit, tuple[str, ...]]]) -> Directory:
    """Return the directory of units, each given with the names that others reach it by."""
    known: dict[str, str] = {}
    systems: dict[str, str] = {}
    for unit, hosts in sorted(units, key=lambda pair: pair[0].name):
        systems[unit.name] = system_of(unit)
        for host in (unit.name, *hosts):
            known.setdefault(host.lower(), unit.name)
    return Directory(known, systems)


def system_of(unit: Unit) -> str:
    """Return the name of the system that a unit runs, "" if it isn't known."""
    facts = dict(unit.facts)
    image = facts.get("image", "")
    if known_image(image) is None:
        image = facts.get("base", image)
    command = f"{facts.get('entrypoint', '')} {facts.get('command', '')}".strip()
    return classify(unit.name, image, command).system


def label(setting: str, address: Address, system: str) -> str:
    """Return how something is talked to: `postgresql`, `redis`, `http`; "" if it isn't known.

    It isn't the setting's name: that the same place is told by another setting is no change.
    Of what Airflow keeps its own state in it is what that is for: `broker`, `result backend`.
    """
    for pattern, purpose in _PURPOSES:
        if pattern.fullmatch(setting):
            return purpose
    if address.scheme:
        return address.scheme
    words = words_of(setting.lower())
    known = PROTOCOLS.get(system) or scheme_in_words(words)
    return known or next((word for word in words if word in _WORDS), "")


def told_by_facts(unit: Unit, known: Directory) -> list[tuple[str, Address]]:
    """Return the addresses of other units that stand in a unit's command or entry point."""
    return [
        (name, address)
        for name, value in unit.facts
        if name in TOLD_BY
        for address in addresses(value)
        if (address.port or address.scheme) and not is_local(address) and known.find(address.host)
    ]
