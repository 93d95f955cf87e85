"""Which stages lost their order with the removed stages between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.impact import distances
from pytest_etl_diagram.drift.once import names_of
from pytest_etl_diagram.drift.reach import targets, turned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.drift.reach import Following
    from pytest_etl_diagram.model import Graph


@dataclass(frozen=True, slots=True)
class Order:
    """What waited for what, and does now: the same for all stages that are gone.

    `before` has the stages right before each of the old graph, `through` those right behind
    each that is gone, `is_now` those right behind each of the `new` graph. `new_ids` maps
    the old id of a stage that is still there to its new one.
    """

    before: Following
    through: Following
    is_now: Following
    new: Graph
    new_ids: Mapping[str, str]

    @classmethod
    def of(cls, old: Graph, new: Graph, pairing: Pairing) -> Order:
        """Return the order of the stages of two graphs."""
        was = targets(old.edges)
        through = {node.id: was.get(node.id, []) for node in pairing.removed}
        before = targets(turned(old.edges))
        return cls(before, through, targets(new.edges), new, pairing.new_ids)


def unordered_words(removed_id: str, order: Order) -> str:
    """Say what no longer waits for what without a removed stage, "" if all still does.

    Of `a → x → b` without `x`, `b` still waits for `a` when any way leads from
    the one to the other. Of several removed stages in a row the first tells it.
    The first pair that lost its order is named and the others are counted.
    """
    firsts = _now(order.before.get(removed_id, ()), order.new_ids)
    if not firsts:
        return ""
    seconds = _now(distances(order.through, removed_id), order.new_ids)
    lost = [
        (first, second) for first in firsts for second in _not_after(first, seconds, order.is_now)
    ]
    if not lost:
        return ""
    names = names_of(order.new)
    first, second = lost[0]
    more = f" (and {len(lost) - 1} more such pairs)" if len(lost) > 1 else ""
    return f"{names[second]} no longer waits for {names[first]}{more}"


def _now(old_ids: Iterable[str], new_ids: Mapping[str, str]) -> list[str]:
    """Return the new ids of those stages that are still there."""
    return list(dict.fromkeys(new_ids[old_id] for old_id in old_ids if old_id in new_ids))


def _not_after(first: str, seconds: Iterable[str], following: Mapping[str, list[str]]) -> list[str]:
    """Return those of `seconds` that no way leads to from `first`."""
    near = {first, *following.get(first, ())}
    missing = [second for second in seconds if second not in near]
    reached = distances(following, first) if missing else {}
    return [second for second in missing if second not in reached]
