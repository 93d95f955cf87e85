"""Drifts of stages: gone, new, renamed, moved, of another role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.facts import fact_rule
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.node_rules import node_rules
from pytest_etl_diagram.drift.notation import moved_text, place_text, stage_text
from pytest_etl_diagram.drift.once import names_of
from pytest_etl_diagram.drift.rules import rank
from pytest_etl_diagram.drift.tables import workflow_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.drift.groups import GroupPairs
    from pytest_etl_diagram.drift.ties import StageTies
    from pytest_etl_diagram.model import Drift, Edge, Graph, Node

SHOWN_NEIGHBOURS = 3
"""A headline names so many neighbours of a stage and counts the others."""


def removed_drift(  # noqa: PLR0913 -- what is told of one stage
    node: Node,
    ties: StageTies,
    old: Graph,
    unordered: str,
    near: tuple[str, ...] = (),
    *,
    most: int = 0,
) -> Drift:
    """Return the drift of a stage that is gone, with all it was; `unordered` ends its headline.

    `near` are the ids of stages that are still there, where a reader may look. At most
    `most` stages are named that it reaches, 0 for all.
    """
    headline = _headline(node, ties.own, old, is_gone=True)
    headline += f"; {unordered}" if unordered else ""
    return found(
        _settings_rule(node, old.kind, is_gone=True) or node_rules(old.kind, node).removed,
        node.name,
        before=stage_text(headline, node, ties.own, ties.instead),
        nodes=(node.id,),
        downstream=downstream(old, node.id, most),
        places=near,
    )


def added_drift(node: Node, ties: StageTies, new: Graph, *, most: int = 0) -> Drift:
    """Return the drift of a new stage, with all it is; `most` as for one that is gone."""
    return found(
        _settings_rule(node, new.kind, is_gone=False) or node_rules(new.kind, node).added,
        node.name,
        after=stage_text(
            _headline(node, ties.own, new, is_gone=False), node, ties.own, ties.instead
        ),
        nodes=(node.id,),
        downstream=downstream(new, node.id, most),
    )


def _settings_rule(node: Node, kind: str, *, is_gone: bool) -> str:
    """Return the gravest rule of a pipeline's settings as a whole, "" where they say a schedule."""
    if node.role != "schedule" or kind != "pipeline" or node.fact("schedule"):
        return ""
    table = workflow_table(kind, node)
    rules = (
        fact_rule(name, value, None, table) if is_gone else fact_rule(name, None, value, table)
        for name, value in node.facts
    )
    return min(rules, key=rank, default="")


def kept_drifts(
    old: Node, new: Node, groups: GroupPairs, reach: tuple[str, ...]
) -> Iterator[Drift]:
    """Yield the drifts of a stage in both graphs, but for its facts and edges."""
    moved = groups.new_ids.get(old.group, old.group) != new.group
    was, is_now = groups.old_names.get(old.group, ""), groups.new_names.get(new.group, "")
    if old.name != new.name:
        nodes = (new.id,) if old.id == new.id else (new.id, old.id)
        yield found(
            "stage-renamed",
            new.name,
            place_text(old, was) if moved else old.name,
            place_text(new, is_now) if moved else new.name,
            nodes=nodes,
            downstream=reach,
        )
    elif moved:
        before, after = moved_text(old, was), moved_text(new, is_now)
        yield found("stage-moved", new.name, before, after, nodes=(new.id,))
    if old.role != new.role:
        yield found(
            "role-changed", new.name, f"role: {old.role}", f"role: {new.role}", nodes=(new.id,)
        )


def _headline(node: Node, edges: Iterable[Edge], graph: Graph, *, is_gone: bool) -> str:
    """Say what a stage is and where it stands: `PythonOperator between a and b`."""
    names = names_of(graph)
    before, after = [], []
    for edge in edges:
        if edge.target == node.id:
            before.append(names.get(edge.source, edge.source))
        if edge.source == node.id:
            after.append(names.get(edge.target, edge.target))
    if node.role == "asset":
        return f"{'no longer' if is_gone else 'now also'} starts the pipeline"
    what = node.fact("operator") or node.role
    return f"{what}{position(listed(before), listed(after))}"


def position(before: str, after: str) -> str:
    """Say between what something stands, with a blank before it."""
    if before and after:
        return f" between {before} and {after}"
    if before:
        return f" after {before}"
    return f" before {after}" if after else " on its own"


def listed(names: Iterable[str]) -> str:
    """Write names as a list, the first few of them and how many more there are."""
    unique = list(dict.fromkeys(names))
    shown = unique[:SHOWN_NEIGHBOURS]
    more = len(unique) - len(shown)
    return ", ".join([*shown, *([f"{more} more"] if more else [])])
