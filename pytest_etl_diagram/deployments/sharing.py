"""What the components of Airflow have in common: told once, on a box of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeVar

from pytest_etl_diagram.deployments.monitoring_lists import CONNECTS
from pytest_etl_diagram.model import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.model import Fact, Place
    from pytest_etl_diagram.model.places import FactPlaces

SETTINGS: Final = "airflow settings"
"""The name of the box with what holds for all components of Airflow."""

Item = TypeVar("Item")


def shared(each: Iterable[Iterable[Item]]) -> frozenset[Item]:
    """Return what more than half of the components have; of a single one all that it has."""
    sets = [frozenset(items) for items in each]
    counted = Counter(item for items in sets for item in items)
    return frozenset(item for item, count in counted.items() if 2 * count > len(sets))


def settings_unit(*told: tuple[Iterable[Fact], FactPlaces]) -> Unit:
    """Return the box of what holds for all components, out of what each source of facts tells.

    Later sources count more, as variables of the environment do for Airflow. Its places are also
    those of settings that are no facts, as they are off.
    """
    facts: dict[str, tuple[str, Place | None]] = {}
    for named, places in told:
        known = dict(places)
        for name, value in named:
            if facts.get(name, ("",))[0] != value:
                facts[name] = value, known.get(name)
    known = {name: at for _, places in reversed(told) for name, at in places}
    known.update((name, at) for name, (_, at) in facts.items() if at is not None)
    places = tuple(sorted(known.items(), key=itemgetter(0)))
    found = [at for name, at in places if name in facts]
    first = min(found, key=lambda at: (at.path, at.line), default=None)
    ordered = tuple(
        (name, value) for name, (value, _) in sorted(facts.items(), key=_first_executor)
    )
    return Unit(SETTINGS, "config", "metadata", ordered, first, places)


def where_most(box: Unit, environments: Iterable[Place | None]) -> Unit:
    """Return the box where most components have their settings: what is gone from it stood there.

    `environments` are where those of each component begin. They must be in the file of the box's
    first fact, and before it.
    """
    counted = Counter(at for at in environments if at is not None)
    most = next((at for at, _ in counted.most_common(1)), None)
    first = box.place
    if most is None or (first and (most.path != first.path or most.line > first.line)):
        return box
    return replace(box, place=most, places=(*box.places, (CONNECTS, most)))


def _first_executor(fact: tuple[str, object]) -> tuple[bool, str]:
    return fact[0] != "executor", fact[0]
