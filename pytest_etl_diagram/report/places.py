"""Where a drift is: the line of the code that a reviewer has to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Drift, Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_etl_diagram.model import Diagram, Place


@dataclass(frozen=True, slots=True)
class LocatedDrift:
    """A drift with its file and line."""

    drift: Drift
    location: Location


def located(
    diagram: Diagram, drifts: Iterable[Drift], locate: Callable[[Place], Location]
) -> tuple[LocatedDrift, ...]:
    """Give each drift its location in the current code of its diagram.

    That is the first of its own places that there is (the line of a setting), else
    that of the first of its nodes that is still there, else the diagram's own, else
    its source file as a whole. `locate` works out the line of a place (1-based; 0:
    the whole file) and is asked once a place.
    """
    places = dict(diagram.places)
    known: dict[Place, Location] = {}

    def location(drift: Drift) -> Location:
        keys = (*drift.places, *drift.nodes, "")
        place = next((places[key] for key in keys if key in places), None)
        if place is None:
            return Location(diagram.source)
        if place not in known:
            known[place] = locate(place)
        return known[place]

    return tuple(LocatedDrift(drift, location(drift)) for drift in drifts)
