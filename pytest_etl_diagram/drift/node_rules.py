"""Which rule falls to a node that came, went or has another name: by kind of drawing and role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.presence import ByPresence, always

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_etl_diagram.model import Node

STAGE = ByPresence("stage-added", "stage-renamed", "stage-removed")
STEP = ByPresence("stage-added", "call-changed", "stage-removed")
COMPONENT = ByPresence("component-added", "component-renamed", "component-removed")

WORKFLOW = {
    "validate": ByPresence("stage-added", "stage-renamed", "quality-check-removed"),
    "schedule": ByPresence("schedule-added", "stage-renamed", "schedule-removed"),
    "asset": ByPresence("asset-trigger-changed", "stage-renamed", "asset-trigger-changed"),
}
"""The nodes of an orchestrator's workflow that aren't plain stages."""

ACTIVITY = {
    "validate": ByPresence("quality-check-added", "quality-check-changed", "quality-check-removed"),
    "notify": ByPresence("alert-added", "alert-changed", "alert-removed"),
    "raise": ByPresence("raise-added", "raise-changed", "raise-removed"),
    "error": ByPresence("dead-letter-added", "dead-letter-changed", "dead-letter-removed"),
    "start": always("trigger-changed"),
    "outcome": always("outcome-changed"),
    "decision": ByPresence("branch-added", "branch-changed", "branch-removed"),
    "handler": ByPresence("handler-added", "handler-changed", "handler-removed"),
    "guard": ByPresence("guard-added", "guard-changed", "guard-removed"),
    "loop": ByPresence("loop-added", "loop-changed", "loop-removed"),
    "fork": ByPresence("parallel-added", "parallel-changed", "parallel-removed"),
    "note": always("layout-only"),
}
"""The nodes of an activity that aren't plain steps. What a retry is drawn with isn't among them."""

STEPS = frozenset("dependency extract transform load validate notify error other unknown".split())
"""The sorts of an activity's nodes that do something; the others say when."""

ARCHITECTURE = {
    "store": ByPresence("endpoint-added", "endpoint-changed", "endpoint-removed"),
    "config": always("configuration-changed"),
    "dag": always("orchestration-changed"),
}
"""The boxes of an architecture that aren't components."""

DECLARED = {
    **WORKFLOW,
    "validate": ByPresence("quality-check-added", "stage-renamed", "quality-check-removed"),
    "notify": ByPresence("stage-added", "stage-renamed", "alert-removed"),
}
"""The nodes that aren't plain stages of a pipeline that a file of data describes."""

WHOLE_PIPELINE = ByPresence("pipeline-added", "pipeline-renamed", "pipeline-removed")

PIPELINES = frozenset({"dag", "pipeline", "stream", "job"})
"""The roles of whole pipelines."""

TABLES = {
    "activity": (ACTIVITY, STEP),
    "architecture": (ARCHITECTURE, COMPONENT),
    "pipeline": (DECLARED, STAGE),
}
"""The rules of roles, and those of all other roles, in each kind of drawing that has its own."""


def node_rules(kind: str, node: Node) -> ByPresence:
    """Return the rules for a node in a drawing of one kind."""
    by_sort, others = _table(kind)
    return by_sort.get(sort_of(node), others)


def sort_of(node: Node) -> str:
    """Return a node's role; of the role `error`, a raise is told from a dead-letter send."""
    if node.role == "error" and node.name.partition(" ")[0] == "raise":
        return "raise"
    return node.role


def _table(kind: str) -> tuple[Mapping[str, ByPresence], ByPresence]:
    return TABLES.get(kind, (WORKFLOW, STAGE))
