"""Checks of data, as files of Great Expectations and Soda list them, as a workflow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic.naming import numbered
from pytest_etl_diagram.declarations.generic.settings import beside, in_order
from pytest_etl_diagram.model import Dependency, Lineage, Place, Stage, Workflow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_etl_diagram.declarations.generic.settings import Told
    from pytest_etl_diagram.model import DataAsset
    from pytest_etl_diagram.model.places import FactPlaces


@dataclass(frozen=True, slots=True)
class Check:
    """One check, or what follows on checks: its name, facts, line and role."""

    name: str
    told: tuple[Told, ...]
    line: int
    role: str = "validate"


def workflow(
    name: str,
    place: Place,
    checks: Sequence[Check],
    *,
    facts: Sequence[Told] = (),
    reads: Sequence[DataAsset] = (),
) -> Workflow:
    """Return a workflow of checks, which run side by side, and of what follows on all of them.

    `facts` are those of all checks together, `reads` the data that is checked.
    """
    names = numbered([check.name for check in checks])
    own = in_order(facts)
    return Workflow(
        name,
        tuple((t.name, t.value) for t in own),
        stages=tuple(
            _stage(check, unique, place) for check, unique in zip(checks, names, strict=True)
        ),
        dependencies=tuple(_after_checks(checks, names)),
        place=place,
        places=_places((*own, *beside(facts, own)), place),
        lineage=Lineage(name, "pipeline", place.path, tuple(reads), place=place),
    )


def _stage(check: Check, name: str, place: Place) -> Stage:
    facts = in_order(check.told)
    return Stage(
        name,
        facts=tuple((t.name, t.value) for t in facts),
        role=check.role,
        place=Place(place.path, line=check.line),
        places=_places((*facts, *beside(check.told, facts)), place),
    )


def _places(told: Iterable[Told], place: Place) -> FactPlaces:
    return tuple((each.name, Place(place.path, line=each.line)) for each in told)


def _after_checks(checks: Sequence[Check], names: Sequence[str]) -> list[Dependency]:
    roles = [check.role for check in checks]
    return [
        Dependency(one, other)
        for one, role in zip(names, roles, strict=True)
        for other, after in zip(names, roles, strict=True)
        if role == "validate" and after != "validate"
    ]
