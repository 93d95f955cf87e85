"""What the components of Airflow have in common: told once, on a box of its own."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeVar

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


def _first_executor(fact: tuple[str, object]) -> tuple[bool, str]:
    return fact[0] != "executor", fact[0]
