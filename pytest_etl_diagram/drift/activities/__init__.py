"""Drift between two activities: flows of control rather than dependencies.

An activity says in which order and under which conditions steps run, so its
edges are told by what they come to: a step that moved, an early return, a
failure that no longer stops the run. `change` pairs the nodes and finds the
causes; `nodes`, `kept`, `edges` and `regions` tell them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.change import change
from pytest_etl_diagram.drift.activities.edges import edge_drifts
from pytest_etl_diagram.drift.activities.kept import kept_drifts
from pytest_etl_diagram.drift.activities.nodes import node_drifts
from pytest_etl_diagram.drift.activities.regions import region_drifts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.model import Drift, Graph

__all__ = ["activity_drifts"]


def activity_drifts(old: Graph, new: Graph, declared: NodePairs) -> Iterator[Drift]:
    """Yield what changed between two activities."""
    found = change(old, new, declared)
    yield from node_drifts(found)
    yield from kept_drifts(found)
    yield from edge_drifts(found)
    yield from region_drifts(found)
