"""Drifts of the nodes of an activity that came or went, one for each cause.

A node that is only the consequence of another's change is told with that one:
a raise with the decision before it, an early return with its end, a handler
with its guard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.headlines import headline_of
from pytest_etl_diagram.drift.activities.sides import ENDS
from pytest_etl_diagram.drift.activities.telling import TELLING, Alone, Told, by_table
from pytest_etl_diagram.drift.activities.words import nearest_kept
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.notation import stage_text
from pytest_etl_diagram.drift.rules import rule
from pytest_etl_diagram.model import Edge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.activities.change import Change
    from pytest_etl_diagram.model import Drift


def node_drifts(change: Change) -> Iterator[Drift]:
    """Yield the drifts of what came and went."""
    for side, other, added in change.directions:
        for key in sorted(side.alone):
            alone = Alone(key, side.nodes[key], side, other, added, change)
            told = TELLING.get(side.sort(key), by_table)(alone)
            if told is not None and not _is_told_by_its_step(alone, told):
                yield _drift(alone, told)


def _is_told_by_its_step(alone: Alone, told: Told) -> bool:
    """Tell whether a node is inside a step that came or went, and nothing worse than that.

    A raise that ends the run is drawn outside: it is of the step that all ways to it are in.
    """
    side = alone.side
    ways = [tie.source for tie in side.back.get(alone.id, ())]
    nodes = ways if side.sort(alone.id) == "raise" and ways else [alone.id]
    inside = all(side.lone_steps.get(node, frozenset()) - {alone.id} for node in nodes)
    return inside and (told.rule in _OF_A_STEP or rule(told.rule).level != "breaking")


_OF_A_STEP = frozenset({"stage-removed", "raise-removed"})
"""Rules that say no more of what was inside a step than that the step is gone."""


def _drift(alone: Alone, told: Told) -> Drift:
    node = alone.node
    if told.rule == "outcome-changed" and (instead := _end_instead(alone)):
        names = (instead, node.name) if alone.added else (node.name, instead)
        texts = tuple(f"outcome: {name}" for name in names)
        return found(told.rule, names[1], *texts, nodes=_nodes(alone), downstream=_reach(alone))
    text = stage_text(headline_of(alone), node, _edges(alone))
    return found(
        told.rule,
        told.subject or node.name,
        before="" if alone.added else text,
        after=text if alone.added else "",
        nodes=_nodes(alone),
        downstream=_reach(alone),
    )


def _end_instead(alone: Alone) -> str:
    """Return how the run now ends where this end was (or ended before), "" for several ways."""
    ends = {
        alone.other.nodes[beside.target].name
        for tie in alone.side.back.get(alone.id, ())
        for beside in alone.other.ahead.get(tie.source, ())
        if beside.label == tie.label and alone.other.sort(beside.target) == "outcome"
    }
    return ends.pop() if len(ends) == 1 else ""


def _edges(alone: Alone) -> Iterator[Edge]:
    """Yield the edges of a node, without what draws retries."""
    side = alone.side
    own = {key: node.id for key, node in side.nodes.items()}
    for tie in dict.fromkeys((*side.back.get(alone.id, ()), *side.ahead.get(alone.id, ()))):
        yield Edge(own[tie.source], own[tie.target], tie.kind, tie.label)


def _nodes(alone: Alone) -> tuple[str, ...]:
    """Return the ids by which the line of code is found: of the node, and of what is near it."""
    near = nearest_kept(alone.side, alone.id)
    stale = not alone.added and any(
        node.id == alone.node.id for node in alone.change.new.graph.nodes
    )
    return near if stale else (alone.node.id, *near)


def _reach(alone: Alone) -> tuple[str, ...]:
    """Return the steps behind a node; for an end those behind what leads to it."""
    side = alone.side
    starts = (
        [side.nodes[tie.source].id for tie in side.back.get(alone.id, ())]
        if side.sort(alone.id) in ENDS
        else [alone.node.id]
    )
    names = (name for start in starts for name in downstream(side.graph, start))
    return tuple(dict.fromkeys(names))
