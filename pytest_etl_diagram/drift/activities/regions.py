"""Drifts of what guards a region: the `with` around steps, and which steps a `try` guards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.sides import around
from pytest_etl_diagram.drift.assignment import best_assignment
from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.impact import downstream
from pytest_etl_diagram.drift.node_rules import STEPS, sort_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_etl_diagram.drift.activities.change import Change
    from pytest_etl_diagram.model import Drift, Graph, Node

_NOTHING = "nothing"
_TRY = "try"

MOST = 0.5
"""A region of another name is the same one where it holds more than this share of both."""

TRANSACTION = "transaction"
"""What a region is called whose writes are all done or none of them."""

_OF_THE_SAME_NAME = 0.001
"""What a region of the same name has before others that hold as much."""


def region_drifts(change: Change) -> Iterator[Drift]:
    """Yield the drifts of regions, and of steps that now stand in other ones."""
    old, new = change.old.graph, change.new.graph
    was, is_now = _regions(old), _regions(new)
    pairs = _pairs(change, was, is_now)
    yield from _whole_regions(change, was, is_now, pairs)
    yield from _steps(change, is_now, pairs)


def _pairs(change: Change, was: Mapping[str, str], is_now: Mapping[str, str]) -> dict[str, str]:
    """Pair what guards by the guards themselves, and each `with` by the steps that it holds."""
    kept = change.pairing.pairs
    guards = ((old.group, new.group) for old, new in kept if new.role == "guard")
    pairs = {before: after for before, after in guards if before in was and after in is_now}
    held_before = _inside(change.old.graph, (old for old, _ in kept))
    held_now = _inside(change.new.graph, (new for _, new in kept))
    removed, added = ([group for group in both if both[group] != _TRY] for both in (was, is_now))
    scores = [
        [
            _likeness(
                {change.pairing.new_ids[node] for node in held_before.get(before, ())},
                set(held_now.get(after, ())),
                same_name=was[before] == is_now[after],
            )
            for after in added
        ]
        for before in removed
    ]
    for row, column in best_assignment(scores):
        pairs[removed[row]] = added[column]
    return pairs


def _likeness(before: set[str], after: set[str], *, same_name: bool) -> float:
    """Return the common share of what two regions hold; of other names most must be the same."""
    share = len(before & after) / len(before | after) if before | after else 0.0
    if same_name and share:
        return share + _OF_THE_SAME_NAME
    return share if share > MOST else 0.0


def _regions(graph: Graph) -> dict[str, str]:
    """Return the groups that guard something by their ids, with what they are called.

    Of the others each is the inside of a step, which has its name.
    """
    roles: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for node in graph.nodes:
        roles.setdefault(node.group, set()).add(node.role)
        names.setdefault(node.group, set()).add(node.name)
    return {
        group.id: _TRY if "guard" in roles.get(group.id, ()) else group.name
        for group in graph.groups
        if "guard" in roles.get(group.id, ()) or group.name not in names.get(group.id, ())
    }


def _whole_regions(
    change: Change, was: Mapping[str, str], is_now: Mapping[str, str], pairs: Mapping[str, str]
) -> Iterator[Drift]:
    """Yield a drift for a `with` that came, went or is another one around steps that are kept.

    A `try` is told by its guard.
    """
    kept = change.pairing.pairs
    inside_old = _inside(change.old.graph, (old for old, _ in kept))
    inside_new = _inside(change.new.graph, (new for _, new in kept))
    new_ids = change.pairing.new_ids
    for group, name in was.items():
        if name != _TRY and group not in pairs and group in inside_old:
            nodes = tuple(new_ids[node] for node in inside_old[group])
            rule_id = (
                "transaction-removed" if _is_together(change, name, nodes) else "guard-removed"
            )
            yield found(rule_id, name, before=f"guard: {name}", nodes=nodes)
    for group, name in is_now.items():
        if name != _TRY and group not in pairs.values() and group in inside_new:
            yield found("guard-added", name, after=f"guard: {name}", nodes=tuple(inside_new[group]))
    for before, after in pairs.items():
        if was[before] != is_now[after]:
            yield found(
                "guard-changed",
                is_now[after],
                f"guard: {was[before]}",
                f"guard: {is_now[after]}",
                nodes=tuple(inside_new.get(after, ())),
            )


def _is_together(change: Change, name: str, nodes: Iterable[str]) -> bool:
    """Tell whether a region made several steps that write one change."""
    inside = (change.is_now.nodes[node] for node in nodes)
    writing = [node for node in inside if node.role == "load" or node.fact("writes") is not None]
    return name == TRANSACTION and len(writing) > 1


def _steps(change: Change, is_now: Mapping[str, str], pairs: Mapping[str, str]) -> Iterator[Drift]:
    """Yield a drift for a step that is in another one of the regions that both graphs have."""
    old_groups, new_groups = (
        {group.id: group for group in graph.groups}
        for graph in (change.old.graph, change.new.graph)
    )
    moved, _ = change.moves
    for old, new in change.pairing.pairs:
        if new.id in moved or sort_of(new) not in STEPS:
            continue
        before = [pairs[group] for group in around(old.group, old_groups) if group in pairs]
        kept = set(pairs.values())
        after = [group for group in around(new.group, new_groups) if group in kept]
        if before != after:
            yield found(
                "guard-changed",
                new.name,
                f"inside: {', '.join(is_now[group] for group in before) or _NOTHING}",
                f"inside: {', '.join(is_now[group] for group in after) or _NOTHING}",
                nodes=(new.id,),
                downstream=downstream(change.new.graph, new.id),
            )


def _inside(graph: Graph, nodes: Iterator[Node]) -> dict[str, list[str]]:
    """Return the ids of nodes by each of the groups that they stand in."""
    groups = {group.id: group for group in graph.groups}
    found: dict[str, list[str]] = {}
    for node in nodes:
        for group in around(node.group, groups):
            found.setdefault(group, []).append(node.id)
    return found
