"""Drifts of a workflow's own settings: told by its name, and by what its stages say beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.drawn import box_line
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.notation import carrying_text, is_whole, split_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.model import Drift, Graph

SCHEDULE = "schedule"
"""The role of the node that has the workflow's own settings."""

_ALERT = "on_failure_callback"
_NO_STAGES = (SCHEDULE, "asset")


def settled(drifts: Iterable[Drift], old: Graph, new: Graph) -> Iterator[Drift]:
    """Yield the drifts of a workflow as the whole of both graphs has them."""
    own = {
        "before": {node.id: node.name for node in old.nodes if node.role == SCHEDULE},
        "after": {node.id: node.name for node in new.nodes if node.role == SCHEDULE},
    }
    for drift in drifts:
        name = split_fact(drift.before or drift.after)[0]
        node_id = drift.nodes[0] if drift.nodes else ""
        if is_whole(drift):
            side = "before" if drift.before else "after"
            yield _titled(drift, side, new) if node_id in own[side] else drift
        elif drift.places[-1:] != (f"{node_id}#{name}",):
            yield drift
        else:
            told = found_again(drift, _rule(drift, name, old, new))
            yield replace(told, subject=new.title) if node_id in own["after"] else told


def found_again(drift: Drift, rule_id: str) -> Drift:
    """Return a drift under another rule."""
    if rule_id == drift.rule:
        return drift
    return found(
        rule_id,
        drift.subject,
        drift.before,
        drift.after,
        nodes=drift.nodes,
        downstream=drift.downstream,
        places=drift.places,
    )


def _titled(drift: Drift, side: str, new: Graph) -> Drift:
    """Tell of all own settings by the workflow's name; the box's own one goes along as a line."""
    text = carrying_text(getattr(drift, side), [box_line(drift.nodes[0], drift.subject)])
    if side == "before":
        return replace(drift, subject=new.title, before=text)
    return replace(drift, subject=new.title, after=text)


def _rule(drift: Drift, name: str, old: Graph, new: Graph) -> str:
    if drift.rule == "schedule-changed" and name == SCHEDULE:
        by_assets = all(_is_started_by_assets(graph, drift.nodes[0]) for graph in (old, new))
        return "asset-trigger-changed" if by_assets else drift.rule
    if drift.rule == "alert-removed" and name == _ALERT and _is_told(drift.nodes[0], new):
        return "alert-changed"
    return drift.rule


def _is_started_by_assets(graph: Graph, schedule_id: str) -> bool:
    assets = {node.id for node in graph.nodes if node.role == "asset"}
    return any(edge.target == schedule_id and edge.source in assets for edge in graph.edges)


def _is_told(node_id: str, graph: Graph) -> bool:
    """Tell whether a failure that a node no longer reports is reported all the same.

    That of a stage is by the workflow as a whole, that of the workflow by every one of its stages.
    """
    alerting = {node.id for node in graph.nodes if node.fact(_ALERT)}
    own = {node.id for node in graph.nodes if node.role == SCHEDULE}
    stages = {node.id for node in graph.nodes if node.role not in _NO_STAGES}
    if node_id in own:
        return bool(stages) and stages <= alerting
    return bool(own & alerting)
