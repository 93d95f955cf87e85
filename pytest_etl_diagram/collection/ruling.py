"""A diagram's drifts under the project's policy: located, allowed or not, and as they are told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.collection.comments import today
from pytest_etl_diagram.collection.predecessors import Predecessor
from pytest_etl_diagram.drift.compare import compare
from pytest_etl_diagram.drift.wholes import file_moved, layout_only
from pytest_etl_diagram.policy.allowing import allow
from pytest_etl_diagram.policy.levels import levelled
from pytest_etl_diagram.policy.model import Remark
from pytest_etl_diagram.policy.renames import renames
from pytest_etl_diagram.report.entries import Comparison
from pytest_etl_diagram.report.places import gathered, located

if TYPE_CHECKING:
    from pytest_etl_diagram.collection.items import DiagramItem
    from pytest_etl_diagram.model import Drift, Graph, LocatedDrift

_HARMLESS = "info"

_Renamed = tuple[tuple[str, str], ...]

Ruled = tuple[Comparison, frozenset[Remark]]
"""What changed, as it is told, and what of the project's remarks counted for it."""


def ruled(item: DiagramItem, old: Graph, text: str) -> Ruled:
    """Compare the diagram of `item` with an `old` graph, of a snapshot with another `text`."""
    return ruled_successor(item, Predecessor("", text, old, item.diagram.source))


def ruled_successor(item: DiagramItem, old: Predecessor) -> Ruled:
    """Compare the diagram of `item` with the snapshot that it had under another name or path."""
    diagram = item.diagram
    pairs, remarks = _renames(item, old.graph)
    drifts = compare(old.graph, diagram.graph, pairs)
    if old.source != diagram.source:
        drifts = (*drifts, file_moved(old.source, diagram.source, diagram.graph.title))
    hits, used = _under_policy(item, drifts or (layout_only(diagram.graph.title),))
    return Comparison(old.graph, old.text, hits, old.path, pairs), used | remarks


def _renames(item: DiagramItem, old: Graph) -> tuple[_Renamed, frozenset[Remark]]:
    """Return the renames that the code declares, and the comments that do so."""
    readings = item.readings
    pairs, used = renames(item.diagram, old, readings.project.locate, readings.comments.of)
    return tuple(pairs), used


def _under_policy(
    item: DiagramItem, drifts: tuple[Drift, ...]
) -> tuple[tuple[LocatedDrift, ...], frozenset[Remark]]:
    """Return drifts as they are told under the project's policy, and what allowed some."""
    policy = item.readings.settings.policy
    known = _reaching(item, levelled(drifts, policy))
    hits = located(item.diagram, known, item.readings.project.locate)
    names = (item.diagram.name, item.nodeid)
    comments, own = item.readings.comments.allowing(
        item.diagram, hits, item.readings.project.locate
    )
    told, used = allow(hits, names, (*comments, *policy.allowances), today(), own)
    return gathered(told, item.diagram.kind), used


def _reaching(item: DiagramItem, drifts: tuple[Drift, ...]) -> tuple[Drift, ...]:
    """Add to drifts that may harm what follows which pipelines that is."""
    if all(drift.level == _HARMLESS for drift in drifts):
        return drifts
    pipelines = item.readings.downstream_of(item.path, item.diagram)
    return tuple(
        drift if drift.level == _HARMLESS else replace(drift, pipelines=pipelines)
        for drift in drifts
    )
