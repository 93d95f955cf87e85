"""Where to look for what changed in a file of data: beside what is gone, at who waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.impact import distances
from pytest_etl_diagram.drift.once import once
from pytest_etl_diagram.drift.reach import targets, turned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.drift.reach import Following
    from pytest_etl_diagram.model import Graph

DECLARED = "pipeline"
"""The kind of pipelines that a file of data describes, stage below stage.

In the code of an orchestrator a stage's neighbours may stand anywhere.
"""


def beside(removed_id: str, old: Graph, new_ids: Mapping[str, str]) -> tuple[str, ...]:
    """Return the stages before, then those behind one that is gone, each the nearest first.

    They are those still there, by their new ids. Of another kind of drawing there are none.
    """
    if old.kind != DECLARED:
        return ()
    ways = (distances(way, removed_id) for way in _both_ways(old))
    near = [end for way in ways for end, _ in sorted(way.items(), key=lambda item: item[::-1])]
    return tuple(dict.fromkeys(new_ids[end] for end in near if end in new_ids))


@once
def _both_ways(graph: Graph) -> tuple[Following, Following]:
    """Return which stages come right before each, and which right behind."""
    return targets(turned(graph.edges)), targets(graph.edges)


def at_who_waits(waiting_id: str, waits_for: str, graph: Graph) -> tuple[str, ...]:
    """Return where a stage says that it waits for the one called `waits_for`, in a file of data."""
    if graph.kind != DECLARED:
        return ()
    return (f"{waiting_id}#depends_on {waits_for}", f"{waiting_id}#depends_on", waiting_id)
