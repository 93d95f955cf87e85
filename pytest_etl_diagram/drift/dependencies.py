"""Drifts of dependencies between stages that are in both graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.beside import at_who_waits
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import distances, downstream
from pytest_etl_diagram.drift.notation import tie_text
from pytest_etl_diagram.drift.once import names_of, once
from pytest_etl_diagram.drift.reach import targets
from pytest_etl_diagram.drift.ties import ANY, SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_etl_diagram.drift.reach import Following
    from pytest_etl_diagram.drift.ties import Ends, KeptTies
    from pytest_etl_diagram.model import Drift, Edge, Graph

_BY_KIND = {
    ("", "depends"): "dependency-added",
    ("", "conditional"): "dependency-added",
    ("", "triggers"): "asset-trigger-changed",
    ("depends", ""): "dependency-removed",
    ("conditional", ""): "dependency-removed",
    ("triggers", ""): "asset-trigger-changed",
    ("depends", "conditional"): "dependency-conditional",
    ("conditional", "depends"): "dependency-unconditional",
}


def dependency_drifts(kept: Iterable[KeptTies], new: Graph, *, most: int = 0) -> Iterator[Drift]:
    """Yield a drift for every edge that came, went, turned round or changed.

    Each names at most `most` stages that it reaches, 0 for all.
    """
    by_ends = {ties.ends: ties for ties in kept if ties.before or ties.after}
    reversed_ends = {ends for ends in by_ends if _is_reversed(by_ends, ends)}
    turned = {(target, source) for source, target in reversed_ends}
    for ends, ties in by_ends.items():
        if ends in turned:
            continue
        if ends in reversed_ends:
            yield _reversed(ends, new, most)
        else:
            yield from _changes(ties, new, most)


def _is_reversed(by_ends: Mapping[Ends, KeptTies], ends: Ends) -> bool:
    """Tell whether an edge went and the same one came the other way round."""
    source, target = ends
    went, came = by_ends[ends], by_ends.get((target, source))
    if came is None or went.after or came.before:
        return False
    return bool(went.before) and _ties(went.before) == _ties(came.after) and len(went.before) == 1


def _ties(edges: Iterable[Edge]) -> list[tuple[str, str]]:
    return [(edge.kind, edge.label) for edge in edges]


def _reversed(ends: Ends, new: Graph, most: int) -> Drift:
    source, target = (_name(new, end) for end in ends)
    return found(
        "dependency-reversed",
        f"{source} → {target}",
        f"{source} → {target}",
        f"{target} → {source}",
        nodes=ends,
        downstream=_reach((ends[1], ends[0]), new, most),
        places=at_who_waits(ends[0], target, new),
    )


def _changes(ties: KeptTies, new: Graph, most: int) -> Iterator[Drift]:
    """Yield what happened to the edges of one direction between two stages.

    There is hardly ever more than one; of several, each old one is taken for
    the new one that stands at its place in the canonical order.
    """
    subject = " → ".join(_name(new, end) for end in ties.ends)
    removed = "dependency-indirect" if _still_holds(ties, new) else "dependency-removed"
    reach = _reach(ties.ends, new, most)
    for place in range(max(len(ties.before), len(ties.after))):
        before = ties.before[place] if place < len(ties.before) else None
        after = ties.after[place] if place < len(ties.after) else None
        yield found(
            _rule(before, after, removed),
            subject,
            tie_text(before.kind, before.label) if before else "",
            tie_text(after.kind, after.label) if after else "",
            nodes=ties.ends,
            downstream=reach,
            places=at_who_waits(ties.ends[1], _name(new, ties.ends[0]), new),
        )


def _rule(before: Edge | None, after: Edge | None, removed: str) -> str:
    was, is_now = before.kind if before else "", after.kind if after else ""
    if was == is_now:
        return "dependency-label-changed"
    rule_id = _BY_KIND.get((was, is_now), "dependency-kind-changed")
    return removed if rule_id == "dependency-removed" else rule_id


def _still_holds(ties: KeptTies, new: Graph) -> bool:
    """Tell whether a removed dependency's stages are still ordered, by as sure a way as it was."""
    sure, anyhow = _ways(new)
    ways = sure if any(edge.kind in SURE for edge in ties.before) else anyhow
    return ties.ends[1] in distances(ways, ties.ends[0])


@once
def _ways(graph: Graph) -> tuple[Following, Following]:
    """Return which stages surely follow which, and which do so in any way."""
    sure, anyhow = (
        targets(edge for edge in graph.edges if edge.kind in kinds) for kinds in (SURE, ANY)
    )
    return sure, anyhow


def _reach(ends: Ends, new: Graph, most: int) -> tuple[str, ...]:
    """Return what a dependency concerns: its target and all that follows it."""
    return (_name(new, ends[1]), *downstream(new, ends[1], most))


def _name(graph: Graph, node_id: str) -> str:
    return names_of(graph).get(node_id, node_id)
