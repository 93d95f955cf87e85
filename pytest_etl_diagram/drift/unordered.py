"""Which stages lost their order with the removed stages between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.impact import distances
from pytest_etl_diagram.drift.reach import targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Graph


def unordered_words(removed_id: str, old: Graph, new: Graph, pairing: Pairing) -> str:
    """Say what no longer waits for what without a removed stage, "" if all still does.

    Of `a → x → b` without `x`, `b` still waits for `a` when any way leads from
    the one to the other. Of several removed stages in a row the first tells it.
    The first pair that lost its order is named and the others are counted.
    """
    removed = {node.id for node in pairing.removed}
    was, is_now = targets(old.edges), targets(new.edges)
    through = {node_id: was.get(node_id, []) for node_id in removed}
    firsts = [edge.source for edge in old.edges if edge.target == removed_id]
    seconds = list(distances(through, removed_id))
    lost = [
        (first, second)
        for first in _now(firsts, pairing.new_ids)
        for second in _not_after(first, _now(seconds, pairing.new_ids), is_now)
    ]
    if not lost:
        return ""
    names = {node.id: node.name for node in new.nodes}
    first, second = lost[0]
    more = f" (and {len(lost) - 1} more such pairs)" if len(lost) > 1 else ""
    return f"{names[second]} no longer waits for {names[first]}{more}"


def _now(old_ids: Iterable[str], new_ids: Mapping[str, str]) -> list[str]:
    """Return the new ids of those stages that are still there."""
    return list(dict.fromkeys(new_ids[old_id] for old_id in old_ids if old_id in new_ids))


def _not_after(first: str, seconds: Iterable[str], following: Mapping[str, list[str]]) -> list[str]:
    """Return those of `seconds` that no way leads to from `first`."""
    reached = {first, *distances(following, first)}
    return [second for second in seconds if second not in reached]
