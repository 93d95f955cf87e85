"""Which drifts are one change, and are told as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.notation import is_whole, split_fact, told
from pytest_etl_diagram.drift.regrouping import regrouped, without_prefixes
from pytest_etl_diagram.drift.sums import sum_of_many, sum_under
from pytest_etl_diagram.model import LEVELS, Gathered

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from pytest_etl_diagram.model import Drift

_OF_EDGES = ("dependency-", "message-moved")
"""Rules of drifts whose texts say where something is: the same words there are chance."""

_OF_TIES = "dependency-condition-"
"""Rules among them that are about a setting."""


def gather(drifts: Sequence[Drift], kind: str) -> tuple[Gathered, ...]:
    """Return the drifts of one comparison as they are told, worst first.

    `drifts` are those of `compare`, or some of them, and `kind` is that of the
    drawing. Each is told once: by itself or as a part of one sum. One sum are a
    group that came, went or has another name or place, with what that makes of the
    stages in it; and the same change of a setting, or of a name's prefix, on several
    stages.
    """
    found: list[tuple[int, Gathered]] = []
    under = dict(regrouped(drifts))
    summed = {place for root, others in under.items() for place in (root, *others)}
    for root, others in under.items():
        places = sorted((root, *others))
        parts = tuple(drifts[place] for place in places)
        one = Gathered(sum_under(drifts[root], [drifts[place] for place in others]), parts)
        found.append((places[0], one))
    for places in _same_change(drifts, [n for n in range(len(drifts)) if n not in summed]):
        parts = tuple(drifts[place] for place in places)
        is_sum = len(parts) > 1
        one = Gathered(sum_of_many(parts, kind), parts) if is_sum else Gathered(parts[0])
        found.append((places[0], one))
    found.sort(key=lambda placed: (LEVELS.index(placed[1].drift.level), placed[0]))
    return tuple(one for _, one in found)


def _same_change(drifts: Sequence[Drift], places: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of drifts that say the same of several stages, and of each other one."""
    by_change: dict[Hashable, list[int]] = {}
    for place in places:
        by_change.setdefault(_change(drifts[place]) or place, []).append(place)
    yield from by_change.values()


def _change(drift: Drift) -> Hashable:
    """Return what drifts have in common that are one change of several stages; else None."""
    before, after = told(drift.before), told(drift.after)
    if drift.rule == "stage-renamed":
        prefixes = without_prefixes(before, after)
        return prefixes and (drift.rule, *prefixes)
    is_setting = bool(split_fact(before or after)[1]) and not is_whole(drift)
    of_edge = drift.rule.startswith(_OF_EDGES) and not drift.rule.startswith(_OF_TIES)
    return (drift.rule, drift.level, before, after) if is_setting and not of_edge else None
