"""Drift between two drawings of boxes and ties: what is deployed, how pipelines hang together.

A box that came or went takes its ties along. The ties of a box that say the same of it
(what it waits for, what it connects to) are one change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.networks.deployments import DEPLOYMENT
from pytest_etl_diagram.drift.networks.lineages import LINEAGE
from pytest_etl_diagram.drift.networks.whole import network_drifts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.model import Drift, Graph

__all__ = ["deployment_drifts", "is_tie", "lineage_drifts"]

_OF_STEPS = frozenset({"reads", "writes"})
"""What is a tie in a lineage and a setting in other drawings."""

_TIES = frozenset(each.word for kind in (DEPLOYMENT, LINEAGE) for each in kind.relations)


def is_tie(name: str, kind: str) -> bool:
    """Tell whether what stands for the name of a setting says what something is tied to."""
    return name in (_TIES if kind == "lineage" else _TIES - _OF_STEPS)


def deployment_drifts(old: Graph, new: Graph, declared: NodePairs) -> Iterator[Drift]:
    """Yield what changed between two deployments."""
    yield from network_drifts(old, new, declared, DEPLOYMENT)


def lineage_drifts(old: Graph, new: Graph, declared: NodePairs) -> Iterator[Drift]:
    """Yield what changed between two lineages."""
    yield from network_drifts(old, new, declared, LINEAGE)
