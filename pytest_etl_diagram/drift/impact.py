"""What a change reaches, and how to recognise the same change again."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.node_rules import sort_of
from pytest_etl_diagram.drift.notation import told
from pytest_etl_diagram.drift.once import once
from pytest_etl_diagram.drift.reach import REACHES, Reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.drift.reach import Following
    from pytest_etl_diagram.model import Drift, Graph

FINGERPRINT_LENGTH = 12
"""Hexadecimal digits of a fingerprint: 48 bits, ample for the drifts of one project."""

MOST_NAMED = 200_000
FEWEST_NAMED = 100
"""All changes of a diagram together name at most so many stages, each at least so many."""


def downstream(graph: Graph, node_id: str, most: int = 0) -> tuple[str, ...]:
    """Return the names of the stages reachable from a node, nearest first, then by name.

    The node itself isn't among them, also when it stands on a cycle. A node
    that the graph doesn't have reaches nothing. What counts as a stage, and
    which edges lead on, depends on the kind of graph. Of more than `most` names
    only the nearest are returned; 0 sets no bound.
    """
    following, names = _ways(graph)
    steps_to = distances(following, node_id, most)
    found = sorted((steps, names[end]) for end, steps in steps_to.items() if end in names)
    return tuple(dict.fromkeys(name for _, name in found))[: most or None]


def most_named(changes: int) -> int:
    """Return how many stages each of so many changes of one diagram names that it reaches.

    Where everything in a long pipeline changed, each change would name all the rest of it.
    """
    return max(FEWEST_NAMED, MOST_NAMED // max(changes, 1))


@once
def _ways(graph: Graph) -> tuple[Following, dict[str, str]]:
    """Return which nodes follow which in a graph, and the names of its stages by id."""
    reach = REACHES.get(graph.kind, Reach())
    names = {
        node.id: node.name
        for node in graph.nodes
        if reach.named is None or sort_of(node) in reach.named
    }
    return reach.following(graph), names


def fingerprint(drift: Drift, title: str) -> str:
    """Return a short hash by which the same drift of the same diagram is known again.

    It depends on the diagram's title, the rule, the subject, before and after in words,
    and on nothing that moves by itself, such as a line number.
    """
    parts = [title, drift.rule, drift.subject, told(drift.before), told(drift.after)]
    digest = hashlib.sha256(json.dumps(parts).encode("ascii"))
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def distances(following: Mapping[str, Iterable[str]], start: str, most: int = 0) -> dict[str, int]:
    """Return the number of steps from `start` to every node beyond it, itself left out.

    Once over `most` nodes are found, no farther ones are looked for; 0 sets no bound.
    """
    steps_to = {start: 0}
    level, steps = [start], 0
    while level and not (most and len(steps_to) > most):
        steps += 1
        new = dict.fromkeys(target for here in level for target in following.get(here, ()))
        level = [target for target in new if target not in steps_to]
        steps_to.update(dict.fromkeys(level, steps))
    del steps_to[start]
    return steps_to
