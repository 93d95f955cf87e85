"""Dividing a graph's nodes into parts that can each be drawn.

Mermaid refuses more than 500 edges (`maxEdges`) and more than 50,000 UTF-16
units of text (`maxTextSize`); hosts don't let a page raise either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.writing import flowchart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.model import Graph, Group, Node


@dataclass(frozen=True, slots=True)
class Limits:
    """The most edges and UTF-16 units of text that one drawing may have."""

    edges: int
    characters: int


HOST = Limits(edges=450, characters=45_000)
"""What every host draws, with a tenth to spare."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one drawing of a split graph shows as its own.

    `group` is the id of the group it belongs to ("" for the graph itself). A
    `whole` part has everything in that group, with the inner `groups`; another
    has nodes directly in it: all, or those whose hash starts with `bits`.
    """

    group: str
    whole: bool
    nodes: tuple[Node, ...]
    groups: tuple[Group, ...] = ()
    bits: str = ""


def fits(graph: Graph, limits: Limits) -> bool:
    """Tell whether one drawing of `graph` keeps the limits."""
    return keeps(graph, flowchart(graph), limits)


def keeps(graph: Graph, text: str, limits: Limits) -> bool:
    """Tell whether the `text` of a drawing of `graph` keeps the limits."""
    units = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    return len(graph.edges) <= limits.edges and units <= limits.characters


def divide(graph: Graph, limits: Limits) -> tuple[Part, ...]:
    """Return the parts of `graph`, which together hold every node and group once.

    Each fits into a drawing with the edges inside it, but for a single node
    that doesn't fit alone.
    """
    everything = Part("", whole=False, nodes=graph.nodes, groups=graph.groups)
    return tuple(_divide(graph, everything, limits))


def _divide(graph: Graph, part: Part, limits: Limits) -> Iterator[Part]:
    indivisible = not part.groups and len(part.nodes) <= 1
    if indivisible or fits(inside(graph, part), limits):
        yield part
        return
    smaller = _by_group(part) if part.groups else _by_hash(part)
    for piece in smaller:
        yield from _divide(graph, piece, limits)


def _by_group(part: Part) -> Iterator[Part]:
    own = tuple(node for node in part.nodes if node.group == part.group)
    if own:
        yield Part(part.group, whole=False, nodes=own)
    for child in part.groups:
        if child.parent == part.group:
            inner = _descendants(child.id, part.groups)
            ids = {child.id, *(group.id for group in inner)}
            nodes = tuple(node for node in part.nodes if node.group in ids)
            yield Part(child.id, whole=True, nodes=nodes, groups=inner)


def _by_hash(part: Part) -> Iterator[Part]:
    for bit in "01":
        bits = part.bits + bit
        nodes = tuple(node for node in part.nodes if bits_of(node.id).startswith(bits))
        if nodes:
            yield replace(part, whole=False, nodes=nodes, bits=bits)


def bits_of(text: str) -> str:
    """Return the 256 bits of a hash of `text`, the same on every machine."""
    return f"{int.from_bytes(sha256(text.encode()).digest(), 'big'):0256b}"


def inside(graph: Graph, part: Part) -> Graph:
    """Return what `part` holds of `graph`: its nodes, the edges between them, their groups."""
    ids = {node.id for node in part.nodes}
    return replace(
        graph,
        groups=(*ancestry(part.group, graph.groups), *part.groups),
        nodes=part.nodes,
        edges=tuple(e for e in graph.edges if e.source in ids and e.target in ids),
    )


def ancestry(group: str, groups: tuple[Group, ...]) -> Iterator[Group]:
    """Yield the group with the id `group` and those around it, none for ""."""
    by_id = {each.id: each for each in groups}
    while group:
        yield by_id[group]
        group = by_id[group].parent


def _descendants(group: str, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    found: list[Group] = []
    parents = {group}
    while parents:
        children = [each for each in groups if each.parent in parents]
        found += children
        parents = {child.id for child in children}
    return tuple(found)
