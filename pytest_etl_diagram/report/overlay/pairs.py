"""Which box, and which group, of the old drawing is which of the new one: as drifts have it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.activities.change import change
from pytest_etl_diagram.drift.activities.pictures import PICTURES
from pytest_etl_diagram.drift.architectures import is_regrouped
from pytest_etl_diagram.drift.groups import group_pairs
from pytest_etl_diagram.drift.networks.deployments import DEPLOYMENT
from pytest_etl_diagram.drift.networks.lineages import LINEAGE
from pytest_etl_diagram.drift.pairing import Leftover, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from pytest_etl_diagram.drift.activities.pictures import Plain
    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.drift.pairing import Pairing
    from pytest_etl_diagram.model import Graph, Group, Node

    PictureKey = Callable[[Node, str], Hashable]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is the same in two flowcharts.

    `boxes` are the pairs of nodes and those of one graph alone, `old_groups` the groups of the
    old one, `group_ids` the new ids of those that still are.
    """

    boxes: Pairing
    old_groups: tuple[Group, ...]
    group_ids: Mapping[str, str]


def paired(old: Graph, new: Graph, declared: NodePairs) -> Pairs:
    """Pair all boxes and groups of two flowcharts, by the rules of the new one's kind.

    `declared` are pairs that are known.
    """
    boxes = _BY_KIND.get(new.kind, pair)(old, new, declared)
    if new.kind == "architecture" and is_regrouped(old, new):
        return Pairs(_regrouped(boxes), new.groups, {group.id: group.id for group in new.groups})
    return Pairs(boxes, old.groups, group_pairs(old, new, boxes.pairs))


def _regrouped(boxes: Pairing) -> Pairing:
    """Put the old boxes where the new ones are: where all groups are others, none of them moved."""
    return replace(
        boxes,
        pairs=tuple((replace(was, group=is_now.group), is_now) for was, is_now in boxes.pairs),
        removed=tuple(replace(node, group="") for node in boxes.removed),
    )


def _paired_activities(old: Graph, new: Graph, declared: NodePairs) -> Pairing:
    """Pair steps as ever, then what their retries are drawn with.

    Drifts know retries by their policies; here each question and pause is a box too, which
    belongs to the step that is tried again.
    """
    found = change(old, new, declared)
    was = _pictures(found.old, old, found.pairing.new_ids)
    is_now = _pictures(found.new, new, {node.id: node.id for node in new.nodes})
    left = Leftover(
        [*found.pairing.removed, *was],
        [*found.pairing.added, *is_now],
        list(found.pairing.pairs),
    )
    for key in _PICTURE_KEYS:
        came = _by_key(is_now, key)
        left.take((node, came[value]) for value, node in _by_key(was, key).items() if value in came)
        was = {node: owner for node, owner in was.items() if node in left.removed}
        is_now = {node: owner for node, owner in is_now.items() if node in left.added}
    return left.pairing()


def _pictures(plain: Plain, graph: Graph, new_ids: Mapping[str, str]) -> dict[Node, str]:
    """Return the boxes that only draw retries, each with the common id of what is tried again."""
    owners = {
        picture: new_ids.get(step, f"-{step}")
        for step, pictures in plain.pictures.items()
        for picture in pictures
    }
    return {node: owners.get(node, "") for node in graph.nodes if node.role in PICTURES}


def _by_key(pictures: Mapping[Node, str], key: PictureKey) -> dict[Hashable, Node]:
    """Return the pictures that alone have their key."""
    keys = {node: key(node, owner) for node, owner in pictures.items()}
    times = Counter(keys.values())
    return {value: node for node, value in keys.items() if times[value] == 1}


_PICTURE_KEYS: tuple[PictureKey, ...] = (
    lambda node, owner: (owner, node.role, node.name),
    lambda node, owner: (owner, node.role),
    lambda node, _: (node.role, node.id),
)
"""What makes two pictures the same one, the surest first."""

_BY_KIND: dict[str, Callable[[Graph, Graph, NodePairs], Pairing]] = {
    "activity": _paired_activities,
    "deployment": DEPLOYMENT.paired,
    "lineage": LINEAGE.paired,
}
"""How boxes are paired in kinds of drawing that have a way of their own."""
