"""Drifts of the groups that stages stand in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.found import found
from pytest_etl_diagram.drift.notation import group_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_etl_diagram.model import Drift, Graph, Node


@dataclass(frozen=True, slots=True)
class GroupPairs:
    """The groups of two graphs: the new id of every old one that still is, and all names."""

    new_ids: Mapping[str, str]
    old_names: Mapping[str, str]
    new_names: Mapping[str, str]


def paired_groups(old: Graph, new: Graph, stages: Iterable[tuple[Node, Node]]) -> GroupPairs:
    """Pair the groups of two graphs by `group_pairs`."""
    return GroupPairs(
        group_pairs(old, new, stages),
        {group.id: group.name for group in old.groups},
        {group.id: group.name for group in new.groups},
    )


def group_pairs(old: Graph, new: Graph, stages: Iterable[tuple[Node, Node]]) -> dict[str, str]:
    """Return the new id of every old group that still is: by id, else by where its stages went.

    A group that isn't in the new graph under its id is one of another id when
    more than half of its stages that are left are in that one, and that one
    wasn't there before.
    """
    new_ids = {group.id for group in new.groups}
    pairs = {group.id: group.id for group in old.groups if group.id in new_ids}
    unpaired = {group.id for group in old.groups} - new_ids
    went = Counter((one.group, other.group) for one, other in stages if one.group in unpaired)
    left = Counter(one.group for one, _ in stages)
    free = new_ids - pairs.keys()
    for (old_id, new_id), count in sorted(went.items(), key=lambda item: (-item[1], item[0])):
        if old_id not in pairs and new_id in free and count * 2 > left[old_id]:
            pairs[old_id] = new_id
            free.remove(new_id)
    return pairs


def group_drifts(old: Graph, new: Graph, groups: GroupPairs) -> Iterator[Drift]:
    """Yield a drift for every group that came, went, or changed its name or place."""
    pairs = groups.new_ids
    new_groups = {group.id: group for group in new.groups}
    for group in old.groups:
        if group.id not in pairs:
            before = group_text(group, groups.old_names)
            yield found("group-removed", group.name, before=before, nodes=(group.id,))
            continue
        now = new_groups[pairs[group.id]]
        expected = (now.id, group.name, pairs.get(group.parent, group.parent))
        if (group.id, *expected[1:]) != (now.id, now.name, now.parent):
            nodes = (now.id,) if now.id == group.id else (now.id, group.id)
            before = group_text(group, groups.old_names)
            after = group_text(now, groups.new_names)
            yield found("group-changed", now.name, before, after, nodes=nodes)
    for group in new.groups:
        if group.id not in pairs.values():
            after = group_text(group, groups.new_names)
            yield found("group-added", group.name, after=after, nodes=(group.id,))
