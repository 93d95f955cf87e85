"""Where a drift is: the line of the code that a reviewer has to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.gathering import gather
from pytest_etl_diagram.model import Drift, LocatedDrift, Location
from pytest_etl_diagram.report.sharing import sharing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pytest_etl_diagram.model import Diagram, Gathered, Place


def located(
    diagram: Diagram, drifts: Iterable[Drift], locate: Callable[[Place], Location]
) -> tuple[LocatedDrift, ...]:
    """Give each drift its location in the current code of its diagram.

    That is the first of its own places that there is (the line of a setting), else
    that of the first of its nodes that is still there (of the neighbours of what is gone
    one in the diagram's own file), else the diagram's own, else its source file as a
    whole. `locate` works out the line of a place (1-based; 0: the whole file) and is asked
    once a place.
    """
    drifts = tuple(drifts)
    shared = sharing(diagram, drifts)
    known: dict[Place, Location] = {}

    def location(keys: tuple[str, ...]) -> Location | None:
        place = next(filter(None, map(shared.place, keys)), None)
        if place is not None and place not in known:
            known[place] = locate(place)
        return None if place is None else known[place]

    def by_nearness(drift: Drift) -> list[str]:
        """Put what stands in the diagram's own file first, where what changed is gone."""
        if not drift.nodes or shared.place(drift.nodes[0]) is not None:
            return list(drift.nodes)
        return sorted(drift.nodes, key=lambda node: _path(shared.place(node)) != diagram.source)

    def hit(drift: Drift) -> LocatedDrift:
        stage = location((*by_nearness(drift), "")) or Location(diagram.source)
        return LocatedDrift(drift, location(drift.places) or stage, stage=stage)

    return tuple(map(hit, drifts))


def _path(place: Place | None) -> str:
    return "" if place is None else place.path


def gathered(hits: Sequence[LocatedDrift], kind: str) -> tuple[LocatedDrift, ...]:
    """Sum up the drifts that are one change, worst first; allowed ones come last, by reason.

    A sum stands where all of its parts do, else at the first of their lines.
    """
    told: list[LocatedDrift] = []
    for reason in sorted({hit.allowed for hit in hits}):
        of_reason = [hit for hit in hits if hit.allowed == reason]
        by_drift = {hit.drift: hit for hit in of_reason}  # equal drifts are at one place
        sums = gather([hit.drift for hit in of_reason], kind)
        told += (_located_sum(one, by_drift, reason) for one in sums)
    return tuple(told)


def _located_sum(one: Gathered, hits: dict[Drift, LocatedDrift], reason: str) -> LocatedDrift:
    if not one.parts:
        return hits[one.drift]
    parts = tuple(hits[part] for part in one.parts)
    first = min((part.location for part in parts), key=lambda place: (place.path, place.line))
    return LocatedDrift(one.drift, first, reason, parts)
