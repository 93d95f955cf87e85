"""Comparing a committed graph with the current one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities import activity_drifts
from pytest_etl_diagram.drift.architectures import architecture_drifts
from pytest_etl_diagram.drift.beside import beside
from pytest_etl_diagram.drift.carrying import carrying
from pytest_etl_diagram.drift.declared import declared_pairs
from pytest_etl_diagram.drift.dependencies import dependency_drifts
from pytest_etl_diagram.drift.drawing import layout_drifts, whole_drifts
from pytest_etl_diagram.drift.echoes import folded
from pytest_etl_diagram.drift.facts import fact_drifts
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.groups import group_drifts, paired_groups
from pytest_etl_diagram.drift.impact import downstream, fingerprint, most_named
from pytest_etl_diagram.drift.networks import deployment_drifts, lineage_drifts
from pytest_etl_diagram.drift.own_settings import settled
from pytest_etl_diagram.drift.pairing import pair
from pytest_etl_diagram.drift.rules import rank
from pytest_etl_diagram.drift.sequences import sequence_drifts
from pytest_etl_diagram.drift.stages import added_drift, kept_drifts, removed_drift
from pytest_etl_diagram.drift.tables import workflow_table
from pytest_etl_diagram.drift.ties import sort_ties
from pytest_etl_diagram.drift.unordered import Order, unordered_words
from pytest_etl_diagram.mermaid.validity import is_sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.model import Drift, Graph


def compare(old: Graph, new: Graph, renamed: Iterable[tuple[str, str]] = ()) -> tuple[Drift, ...]:
    """Return what changed from the `old` graph to the `new` one, worst first.

    `renamed` are the renames that the code declares, as pairs of a node's id in the new
    graph and its old name; those that can't be are left out. Equal graphs give nothing and
    unequal ones at least one drift. The drifts are complete: what they hold turns the old
    graph into the new one. Their order is that of the rules table, then by subject, before
    and after.
    """
    if old == new:
        return ()
    kind = "sequence" if is_sequence(old) or is_sequence(new) else new.kind
    rule_id = "heading-changed" if kind in _BY_KIND else "title-changed"
    drifts = list(whole_drifts(old, new, rule_id))
    drifts += _BY_KIND.get(kind, _workflow_drifts)(old, new, declared_pairs(old, new, renamed))
    drifts = drifts or [found("layout-only", new.title)]
    drifts.sort(key=lambda drift: (rank(drift.rule), drift.subject, drift.before, drift.after))
    whole = carrying(old, new, drifts) if kind in _BY_KIND else drifts
    return tuple(replace(drift, fingerprint=fingerprint(drift, new.title)) for drift in whole)


def _workflow_drifts(old: Graph, new: Graph, declared: NodePairs) -> Iterator[Drift]:
    """Yield what changed between two workflows of an orchestrator, each change once."""
    return settled(folded(_differences(old, new, declared)), old, new)


def _differences(old: Graph, new: Graph, declared: NodePairs) -> Iterator[Drift]:
    pairing = pair(old, new, declared)
    ties = sort_ties(old, new, pairing)
    groups = paired_groups(old, new, pairing.pairs)
    order = Order.of(old, new, pairing)
    changed = [both for both in pairing.pairs if both[0] != both[1]]
    moved = [each for each in ties.kept if each.before or each.after]
    most = most_named(sum(map(len, (pairing.removed, pairing.added, changed, moved))))
    for node in pairing.removed:
        words = unordered_words(node.id, order)
        near = beside(node.id, old, pairing.new_ids)
        yield removed_drift(node, ties.removed[node.id], old, words, near, most=most)
    for node in pairing.added:
        yield added_drift(node, ties.added[node.id], new, most=most)
    for before, after in changed:
        reach = downstream(new, after.id, most)
        yield from kept_drifts(before, after, groups, reach)
        yield from fact_drifts(before, after, reach, workflow_table(new.kind, after))
        yield from layout_drifts(before, after)
    yield from dependency_drifts(moved, new, most=most)
    yield from group_drifts(old, new, groups)


_BY_KIND: dict[str, Callable[[Graph, Graph, NodePairs], Iterator[Drift]]] = {
    "activity": activity_drifts,
    "architecture": architecture_drifts,
    "deployment": deployment_drifts,
    "lineage": lineage_drifts,
    "sequence": sequence_drifts,
}
"""The comparison of each kind of drawing that is no workflow of an orchestrator."""
