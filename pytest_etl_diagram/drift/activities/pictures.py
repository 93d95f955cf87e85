"""Activities without what their retries are drawn with.

`Success?`, `retries < 3?` and `wait` are only the picture of a policy. The
facts of that policy stand on the step that is tried again; where several are,
on `Success?`. Leaving the picture out lets every edge that goes through it go
straight to its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.policies import policy_of
from pytest_etl_diagram.model import Edge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_etl_diagram.model import Graph, Node

PICTURES = frozenset({"retry", "wait"})
"""Roles of the nodes that only draw a retry."""

_YES = "Yes"
_SUCCESS = "Success?"
"""The first question of a retry, where it has one."""

_BOUND = re.compile(r"(retries|attempts) < (.+)\?")
"""The question of a retry whose number of tries is bounded."""

Tried = tuple[str, bool]
"""What is tried again: the id of a step, or of the first one of several (then True)."""


@dataclass(frozen=True, slots=True)
class Plain:
    """An activity without the pictures of its retries.

    `drawn` are those of its edges that went through a picture. `policies` are
    those of all that is tried again, and `pictures` what they are drawn with, by
    the id of the step that is tried first.
    """

    graph: Graph
    drawn: frozenset[Edge]
    policies: Mapping[Tried, dict[str, str]]
    pictures: Mapping[str, tuple[Node, ...]]


def without_pictures(graph: Graph) -> Plain:
    """Return an activity without the nodes that draw its retries."""
    pictures = {node.id: node for node in graph.nodes if node.role in PICTURES}
    ahead: dict[str, list[Edge]] = {}
    for edge in graph.edges:
        ahead.setdefault(edge.source, []).append(edge)
    straight = {e for e in graph.edges if e.source not in pictures and e.target not in pictures}
    drawn = {
        edge
        for source in ahead.keys() - pictures.keys()
        for first in ahead[source]
        if first.target in pictures
        for edge in _through(first, ahead, pictures)
        if edge.source != edge.target
    }
    steps = tuple(node for node in graph.nodes if node.id not in pictures)
    plain = replace(graph, nodes=steps, edges=(*straight, *drawn))
    owners = _owners(pictures, ahead)
    return Plain(plain, frozenset(drawn - straight), dict(_policies(steps, owners)), owners)


def _policies(
    steps: Iterable[Node], owners: Mapping[str, tuple[Node, ...]]
) -> Iterator[tuple[Tried, dict[str, str]]]:
    for step in steps:
        if policy := policy_of(step):
            yield (step.id, False), policy
    own = {step.id for step in steps if policy_of(step)}
    for owner, pictures in owners.items():
        told = [policy for node in pictures if node.role == "retry" and (policy := policy_of(node))]
        if told or owner not in own:
            yield (owner, True), told[0] if told else _drawn_policy(pictures)


def _drawn_policy(pictures: Iterable[Node]) -> dict[str, str]:
    """Read a policy out of its picture, where nothing else shows it."""
    policy: dict[str, str] = {}
    for picture in pictures:
        policy |= policy_of(picture)
        bound = _BOUND.fullmatch(picture.name)
        if bound:
            policy[bound[1]] = bound[2]
    return policy


def _through(
    first: Edge, ahead: Mapping[str, list[Edge]], pictures: Mapping[str, Node]
) -> Iterator[Edge]:
    """Yield what an edge into a picture comes to behind it."""
    seen: set[tuple[str, str]] = set()
    rest = [(first.target, first.kind)]
    while rest:
        here, kind = rest.pop()
        if (here, kind) in seen:
            continue
        seen.add((here, kind))
        for edge in ahead.get(here, ()):
            raised = kind if kind == "raises" else edge.kind
            if edge.target in pictures:
                rest.append((edge.target, raised))
            else:
                way = "repeats" if edge.kind == "repeats" else raised
                yield Edge(first.source, edge.target, way, first.label)


def _owners(
    pictures: Mapping[str, Node], ahead: Mapping[str, list[Edge]]
) -> dict[str, tuple[Node, ...]]:
    """Return the pictures of each thing that is tried again, by the step the way back leads to."""
    back: dict[str, list[str]] = {}
    for source in pictures:
        for edge in ahead.get(source, ()):
            if edge.target in pictures and edge.kind not in ("repeats", "raises"):
                back.setdefault(edge.target, []).append(source)
    owners: dict[str, set[str]] = {}
    for picture in pictures:
        for edge in ahead.get(picture, ()):
            if edge.kind == "repeats" and not _is_success(pictures[picture], edge):
                owners.setdefault(edge.target, set()).update(_of_one_retry(picture, pictures, back))
    return {
        owner: tuple(pictures[picture] for picture in sorted(found))
        for owner, found in owners.items()
    }


def _is_success(picture: Node, edge: Edge) -> bool:
    """Tell whether an edge leads on because all went well: then it is a loop's way back."""
    return picture.name == _SUCCESS and edge.label.startswith(_YES)


def _of_one_retry(
    last: str, pictures: Mapping[str, Node], back: Mapping[str, list[str]]
) -> set[str]:
    """Return the pictures that lead to the `last` one of a retry, from its first question on."""
    found: set[str] = set()
    rest = [last]
    while rest:
        here = rest.pop()
        if here not in found:
            found.add(here)
            if pictures[here].name != _SUCCESS:
                rest.extend(back.get(here, ()))
    return found
