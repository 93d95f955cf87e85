"""Dividing a graph's nodes into parts that can each be drawn.

Mermaid refuses more than 500 edges (`maxEdges`) and more than 50,000 UTF-16
units of text (`maxTextSize`); hosts don't let a page raise either.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.writing import flowchart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pytest_etl_diagram.model import Edge, Graph, Group, Node


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
    return len(graph.edges) <= limits.edges and keeps(graph, flowchart(graph), limits)


def keeps(graph: Graph, text: str, limits: Limits) -> bool:
    """Tell whether the `text` of a drawing of `graph` keeps the limits."""
    units = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    return len(graph.edges) <= limits.edges and units <= limits.characters


@dataclass(frozen=True, slots=True)
class Lookup:
    """A graph, with what every part of it asks for at hand: by id, and edges by their source.

    Without that each part would look through the whole graph, and a graph of
    twice the size has twice the parts.
    """

    graph: Graph
    nodes: Mapping[str, Node]
    groups: Mapping[str, Group]
    leaving: Mapping[str, Sequence[Edge]]

    @classmethod
    def of(cls, graph: Graph) -> Lookup:
        """Return what is asked for of `graph`."""
        leaving: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in graph.edges:
            leaving[edge.source].append(edge)
        return cls(
            graph,
            {node.id: node for node in graph.nodes},
            {group.id: group for group in graph.groups},
            dict(leaving),
        )

    def outgoing(self, nodes: Iterable[Node]) -> tuple[Edge, ...]:
        """Return the edges that `nodes` are the sources of."""
        return tuple(edge for node in nodes for edge in self.leaving.get(node.id, ()))

    def around(self, group: str) -> Iterator[Group]:
        """Yield the group with the id `group` and those around it, none for ""."""
        while group:
            yield self.groups[group]
            group = self.groups[group].parent


def divide(lookup: Lookup, limits: Limits) -> tuple[Part, ...]:
    """Return the parts of a graph, which together hold every node and group once.

    Each fits into a drawing with the edges inside it, but for a single node
    that doesn't fit alone.
    """
    everything = Part("", whole=False, nodes=lookup.graph.nodes, groups=lookup.graph.groups)
    return tuple(_divide(lookup, everything, limits))


def _divide(lookup: Lookup, part: Part, limits: Limits) -> Iterator[Part]:
    indivisible = not part.groups and len(part.nodes) <= 1
    if indivisible or _fits(lookup, part, limits):
        yield part
        return
    smaller = _by_group(part) if part.groups else _by_hash(part)
    for piece in smaller:
        yield from _divide(lookup, piece, limits)


def _fits(lookup: Lookup, part: Part, limits: Limits) -> bool:
    """Tell whether a part has room in one drawing; what is far too big isn't drawn for that."""
    ids = {node.id for node in part.nodes}
    edges = sum(edge.target in ids for edge in lookup.outgoing(part.nodes))
    return edges <= limits.edges and fits(inside(lookup, part), limits)


def _by_group(part: Part) -> Iterator[Part]:
    top = _tops(part)
    nodes: defaultdict[str, list[Node]] = defaultdict(list)
    for node in part.nodes:
        nodes[top.get(node.group, "")].append(node)
    groups: defaultdict[str, list[Group]] = defaultdict(list)
    for group in part.groups:
        groups[top[group.id]].append(group)
    if nodes[""]:
        yield Part(part.group, whole=False, nodes=tuple(nodes[""]))
    for child in part.groups:
        if child.parent == part.group:
            inner = tuple(group for group in groups[child.id] if group != child)
            yield Part(child.id, whole=True, nodes=tuple(nodes[child.id]), groups=inner)


def _tops(part: Part) -> dict[str, str]:
    """Return which of the groups directly in a part each of its groups is in, or is."""
    parents = {group.id: group.parent for group in part.groups}
    top: dict[str, str] = {}
    for start in parents:
        way = [start]
        while way[-1] not in top and parents[way[-1]] != part.group:
            way.append(parents[way[-1]])
        top |= dict.fromkeys(way, top.get(way[-1], way[-1]))
    return top


def _by_hash(part: Part) -> Iterator[Part]:
    for bit in "01":
        bits = part.bits + bit
        nodes = tuple(node for node in part.nodes if bits_of(node.id).startswith(bits))
        if nodes:
            yield replace(part, whole=False, nodes=nodes, bits=bits)


def bits_of(text: str) -> str:
    """Return the 256 bits of a hash of `text`, the same on every machine."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
    return f"{int.from_bytes(digest, 'big'):0256b}"


def inside(lookup: Lookup, part: Part) -> Graph:
    """Return what `part` holds of a graph: its nodes, the edges between them, their groups."""
    ids = {node.id for node in part.nodes}
    return replace(
        lookup.graph,
        groups=(*lookup.around(part.group), *part.groups),
        nodes=part.nodes,
        edges=tuple(edge for edge in lookup.outgoing(part.nodes) if edge.target in ids),
    )
