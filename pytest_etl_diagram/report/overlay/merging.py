"""Two flowcharts as one: every box, group and arrow of either, with what became of it.

Ids are those of the graphs behind a prefix: `n_` for what the new graph has, `o_` for what
only the old one had. So nothing that went can be mistaken for something that came.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Edge, Group, Node
from pytest_etl_diagram.report.overlay.boxes import (
    changed_box,
    differ,
    kept_box,
    short_name,
    whole_box,
)
from pytest_etl_diagram.report.overlay.pairs import paired
from pytest_etl_diagram.report.overlay.states import CAME, CHANGED, KEPT, WENT, signed, turned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.model import Graph
    from pytest_etl_diagram.report.overlay.pairs import Pairs

NOW, GONE = "n_", "o_"

WHOLE = "x_whole"
"""The id of the box that says what changed of the drawing itself."""

_UNSAID = ("depends", "data")
"""Kinds of edges that need no word where their arrow gives way to another one."""


@dataclass(frozen=True, slots=True)
class Box:
    """A node as it is shown, and its state."""

    state: str
    node: Node


@dataclass(frozen=True, slots=True)
class Area:
    """A group as it is shown, and its state."""

    state: str
    group: Group


@dataclass(frozen=True, slots=True)
class Arrow:
    """An edge as it is shown, and its state."""

    state: str
    edge: Edge


@dataclass(frozen=True, slots=True)
class Merged:
    """Both graphs, in the order in which they are written."""

    kind: str
    title: str
    direction: str
    areas: tuple[Area, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def merged(old: Graph, new: Graph, declared: NodePairs = ()) -> Merged:
    """Merge two graphs that are drawn as flowcharts; `declared` are pairs that are known."""
    pairs = paired(old, new, declared)
    old_ids = {node.id: GONE + node.id for node in pairs.boxes.removed}
    old_ids |= {was: NOW + is_now for was, is_now in pairs.boxes.new_ids.items()}
    new_ids = {node.id: NOW + node.id for node in new.nodes}
    was = [_with_ids(edge, old_ids) for edge in old.edges]
    is_now = [_with_ids(edge, new_ids) for edge in new.edges]
    areas = _old_areas(pairs)
    return Merged(
        new.kind,
        title_of(old, new),
        new.direction,
        tuple(sorted(_areas(pairs, new, areas), key=lambda area: _place(area.group.id))),
        (
            *_whole(old, new),
            *sorted(_boxes(pairs, new, areas), key=lambda box: _place(box.node.id)),
        ),
        tuple(_arrows(was, is_now)),
    )


def title_of(old: Graph, new: Graph) -> str:
    """Return the title of an overlay."""
    return turned(short_name(old.title), short_name(new.title))


def whole_facts(old: Graph, new: Graph) -> tuple[tuple[str, str], ...]:
    """Return what changed of the drawing itself: (what, old → new)."""
    words = ("title", "kind", "direction")
    values = ((word, getattr(old, word), getattr(new, word)) for word in words)
    return tuple(
        (word, turned(short_name(before), short_name(after)))
        for word, before, after in values
        if before != after
    )


def _whole(old: Graph, new: Graph) -> Iterator[Box]:
    if facts := whole_facts(old, new):
        yield Box(CHANGED, Node(WHOLE, signed(CHANGED, "drawing"), facts=facts))


def _with_ids(edge: Edge, ids: Mapping[str, str]) -> Edge:
    return replace(edge, source=ids[edge.source], target=ids[edge.target])


def _place(identifier: str) -> tuple[str, str]:
    """Sort what went by where it stood, and not behind all others."""
    return identifier[len(NOW) :], identifier


def _now(identifier: str) -> str:
    return NOW + identifier if identifier else ""


def _old_areas(pairs: Pairs) -> dict[str, str]:
    """Return the id in the overlay of every old group, and of being in none."""
    areas = {group.id: GONE + group.id for group in pairs.old_groups}
    return {**areas, **{was: NOW + is_now for was, is_now in pairs.group_ids.items()}, "": ""}


def _areas(pairs: Pairs, new: Graph, areas: Mapping[str, str]) -> Iterator[Area]:
    was = {areas[group.id]: group for group in pairs.old_groups}
    names = _area_names(pairs, new, areas)
    for group in new.groups:
        shown = Group(_now(group.id), short_name(group.name), _now(group.parent))
        before = was.pop(shown.id, None)
        state = CAME if before is None else KEPT
        if before is not None:
            name = turned(short_name(before.name), shown.name)
            if areas[before.parent] != shown.parent:
                name = f"{name} (in: {turned(names[areas[before.parent]], names[shown.parent])})"
            state = KEPT if name == short_name(before.name) else CHANGED
            shown = replace(shown, name=name)
        yield Area(state, replace(shown, name=signed(state, shown.name)))
    for identifier, group in was.items():
        name = signed(WENT, short_name(group.name))
        yield Area(WENT, Group(identifier, name, areas[group.parent]))


def _area_names(pairs: Pairs, new: Graph, areas: Mapping[str, str]) -> dict[str, str]:
    names = {areas[group.id]: short_name(group.name) for group in pairs.old_groups}
    return {**names, **{_now(group.id): short_name(group.name) for group in new.groups}, "": ""}


def _boxes(pairs: Pairs, new: Graph, areas: Mapping[str, str]) -> Iterator[Box]:
    names = _area_names(pairs, new, areas)
    for node in pairs.boxes.added:
        yield Box(CAME, _put(whole_box(node, CAME), NOW, _now(node.group)))
    for node in pairs.boxes.removed:
        yield Box(WENT, _put(whole_box(node, WENT), GONE, areas[node.group]))
    for before, after in pairs.boxes.pairs:
        left, area = areas[before.group], _now(after.group)
        state, shown = KEPT, kept_box(after)
        if differ(before, after) or left != area:
            groups = ("", "") if left == area else (names[left], names[area])
            state, shown = CHANGED, changed_box(before, after, new.kind, groups)
        yield Box(state, _put(shown, NOW, area))


def _put(node: Node, prefix: str, area: str) -> Node:
    return replace(node, id=prefix + node.id, group=area)


def _arrows(was: Iterable[Edge], is_now: Iterable[Edge]) -> Iterator[Arrow]:
    """Yield all edges of both graphs, those between the same ends side by side.

    Of several that differ each old one is taken for the new one that stands at its place in
    the canonical order, as drifts do.
    """
    by_ends: defaultdict[tuple[str, str], tuple[list[Edge], list[Edge]]]
    by_ends = defaultdict(lambda: ([], []))
    for place, edges in enumerate((was, is_now)):
        for edge in edges:
            by_ends[edge.source, edge.target][place].append(edge)
    for _, (before, after) in sorted(by_ends.items(), key=lambda item: tuple(map(_place, item[0]))):
        yield from (Arrow(KEPT, edge) for edge in after if edge in before)
        lost = [edge for edge in before if edge not in after]
        gained = [edge for edge in after if edge not in before]
        yield from (_changed(*both) for both in zip(lost, gained, strict=False))
        yield from (_alone(WENT, edge) for edge in lost[len(gained) :])
        yield from (_alone(CAME, edge) for edge in gained[len(lost) :])


def _changed(before: Edge, after: Edge) -> Arrow:
    kind = turned(before.kind, after.kind) if before.kind != after.kind else ""
    words = turned(short_name(before.label), short_name(after.label))
    return _labelled(CHANGED, after, kind, words)


def _alone(state: str, edge: Edge) -> Arrow:
    return _labelled(state, edge, "" if edge.kind in _UNSAID else edge.kind, short_name(edge.label))


def _labelled(state: str, edge: Edge, kind: str, words: str) -> Arrow:
    told = ": ".join(filter(None, (kind, words)))
    return Arrow(state, replace(edge, label=signed(state, told)))
