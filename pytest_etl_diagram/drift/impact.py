"""What a change reaches, and how to recognise the same change again."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.node_rules import sort_of
from pytest_etl_diagram.drift.notation import told
from pytest_etl_diagram.drift.reach import REACHES, Reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.model import Drift, Graph

FINGERPRINT_LENGTH = 12
"""Hexadecimal digits of a fingerprint: 48 bits, ample for the drifts of one project."""


def downstream(graph: Graph, node_id: str) -> tuple[str, ...]:
    """Return the names of the stages reachable from a node, nearest first, then by name.

    The node itself isn't among them, also when it stands on a cycle. A node
    that the graph doesn't have reaches nothing. What counts as a stage, and
    which edges lead on, depends on the kind of graph.
    """
    reach = REACHES.get(graph.kind, Reach())
    steps_to = distances(reach.following(graph), node_id)
    names = {
        node.id: node.name
        for node in graph.nodes
        if reach.named is None or sort_of(node) in reach.named
    }
    found = sorted((steps, names[end]) for end, steps in steps_to.items() if end in names)
    return tuple(dict.fromkeys(name for _, name in found))


def fingerprint(drift: Drift, title: str) -> str:
    """Return a short hash by which the same drift of the same diagram is known again.

    It depends on the diagram's title, the rule, the subject, before and after in words,
    and on nothing that moves by itself, such as a line number.
    """
    parts = [title, drift.rule, drift.subject, told(drift.before), told(drift.after)]
    digest = hashlib.sha256(json.dumps(parts).encode("ascii"))
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def distances(following: Mapping[str, Iterable[str]], start: str) -> dict[str, int]:
    """Return the number of steps from `start` to every node beyond it, itself left out."""
    steps_to = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for target in following.get(here, ()):
            if target not in steps_to:
                steps_to[target] = steps_to[here] + 1
                queue.append(target)
    del steps_to[start]
    return steps_to
