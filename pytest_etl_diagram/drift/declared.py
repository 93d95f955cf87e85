"""Renames that the code declares in comments: `# etl-diagram: renamed-from old_name`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.model import Graph, Node

NodePairs = tuple[tuple["Node", "Node"], ...]
"""Nodes of the old graph, each with the one of the new graph that it is."""


def declared_pairs(old: Graph, new: Graph, renamed: Iterable[tuple[str, str]]) -> NodePairs:
    """Return the pairs that are declared: ids of the new graph, each with an old name.

    Left out are declarations that can't be, or no longer: the old graph has no such node,
    or several; the new one has it as well; the id isn't there, or has that name; two
    declare the same.
    """
    declared = dict.fromkeys(renamed)
    by_name = {node.name: node for node in old.nodes}
    counts = Counter(node.name for node in old.nodes)
    by_id = {node.id: node for node in new.nodes}
    still = {node.name for node in new.nodes}
    fitting = [
        (by_name[name], by_id[node_id])
        for node_id, name in declared
        if counts[name] == 1 and name not in still and node_id in by_id
    ]
    uses = Counter(node.id for _, node in fitting), Counter(node.id for node, _ in fitting)
    return tuple(
        (one, other) for one, other in fitting if uses[0][other.id] == 1 and uses[1][one.id] == 1
    )
