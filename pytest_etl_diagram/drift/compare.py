"""Comparing a committed graph with the current one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities import activity_drifts
from pytest_etl_diagram.drift.architectures import architecture_drifts
from pytest_etl_diagram.drift.beside import beside
from pytest_etl_diagram.drift.dependencies import dependency_drifts
from pytest_etl_diagram.drift.drawing import layout_drifts, whole_drifts
from pytest_etl_diagram.drift.facts import fact_drifts
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.groups import group_drifts, group_pairs
from pytest_etl_diagram.drift.impact import downstream, fingerprint
from pytest_etl_diagram.drift.networks import deployment_drifts, lineage_drifts
from pytest_etl_diagram.drift.pairing import pair
from pytest_etl_diagram.drift.rules import rank
from pytest_etl_diagram.drift.sequences import sequence_drifts
from pytest_etl_diagram.drift.stages import added_drift, kept_drifts, removed_drift
from pytest_etl_diagram.drift.tables import workflow_table
from pytest_etl_diagram.drift.ties import sort_ties
from pytest_etl_diagram.drift.unordered import unordered_words
from pytest_etl_diagram.mermaid.validity import is_sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_etl_diagram.model import Drift, Graph


def compare(old: Graph, new: Graph) -> tuple[Drift, ...]:
    """Return what changed from the `old` graph to the `new` one, worst first.

    Equal graphs give nothing and unequal ones at least one drift. Those of
    workflows are complete: what they hold turns the old graph into the new one.
    Their order is that of the rules table, then by subject, before and after.
    """
    if old == new:
        return ()
    drifts = list(_drifts(old, new)) or [found("layout-only", new.title)]
    drifts.sort(key=lambda drift: (rank(drift.rule), drift.subject, drift.before, drift.after))
    return tuple(replace(drift, fingerprint=fingerprint(drift, new.title)) for drift in drifts)


def _drifts(old: Graph, new: Graph) -> Iterator[Drift]:
    kind = "sequence" if is_sequence(old) or is_sequence(new) else new.kind
    title_rule = "heading-changed" if kind in _BY_KIND else "title-changed"
    yield from whole_drifts(old, new, title_rule)
    yield from _BY_KIND.get(kind, _workflow_drifts)(old, new)


def _workflow_drifts(old: Graph, new: Graph) -> Iterator[Drift]:
    """Yield what changed between two workflows of an orchestrator."""
    pairing = pair(old, new)
    ties = sort_ties(old, new, pairing)
    groups = group_pairs(old, new, pairing.pairs)
    for node in pairing.removed:
        words = unordered_words(node.id, old, new, pairing)
        near = beside(node.id, old, pairing.new_ids)
        yield removed_drift(node, ties.removed[node.id], old, words, near)
    for node in pairing.added:
        yield added_drift(node, ties.added[node.id], new)
    for before, after in pairing.pairs:
        if before != after:
            reach = downstream(new, after.id)
            yield from kept_drifts(before, after, groups, reach)
            yield from fact_drifts(before, after, reach, workflow_table(new.kind, after))
            yield from layout_drifts(before, after)
    yield from dependency_drifts(ties.kept, new)
    yield from group_drifts(old, new, groups)


_BY_KIND: dict[str, Callable[[Graph, Graph], Iterator[Drift]]] = {
    "activity": activity_drifts,
    "architecture": architecture_drifts,
    "deployment": deployment_drifts,
    "lineage": lineage_drifts,
    "sequence": sequence_drifts,
}
"""The comparison of each kind of drawing that is no workflow of an orchestrator."""
