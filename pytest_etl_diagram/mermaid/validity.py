"""What makes a graph one that can be drawn, and read back from its drawing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.theme import ARROWS, DIRECTIONS, FRAME_WORDS
from pytest_etl_diagram.model import MESSAGE_KINDS, Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pytest_etl_diagram.model import Frame, Graph

_ID = re.compile(r"[a-z][a-z0-9]*_[A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and about what.

    That is the id of a node or group, `source target` for an edge or message,
    or "" for the graph.
    """

    about: str
    message: str


def is_sequence(graph: Graph) -> bool:
    """Tell whether `graph` is drawn as a sequence; others are flowcharts."""
    return graph.kind == "sequence" or bool(graph.sequence)


def check(graph: Graph, roles: Collection[str]) -> None:
    """Raise ValueError naming the first thing that keeps `graph` from being drawn.

    `roles` are the roles that nodes may have.
    """
    for fault in faults(graph, roles):
        raise ValueError(fault.message)


def faults(graph: Graph, roles: Collection[str]) -> Iterator[Fault]:
    """Yield what keeps `graph` from being drawn, with nodes of these `roles`."""
    if graph.direction not in DIRECTIONS:
        yield Fault("", f"direction {graph.direction!r} is none of {', '.join(DIRECTIONS)}")
    yield from _faults_of_ids(graph)
    yield from _faults_of_groups(graph)
    yield from _faults_of_edges(graph)
    if is_sequence(graph):
        yield from _faults_of_a_sequence(graph)
    for node in graph.nodes:
        if node.role not in roles:
            message = f"role {node.role!r} of node {node.id} is none of {', '.join(roles)}"
            yield Fault(node.id, message)


def _faults_of_ids(graph: Graph) -> Iterator[Fault]:
    ids = [*(group.id for group in graph.groups), *(node.id for node in graph.nodes)]
    for identifier, times in Counter(ids).items():
        if times > 1:
            yield Fault(identifier, f"id {identifier!r} occurs {times} times")
        if not _ID.fullmatch(identifier):
            message = f"id {identifier!r} is not a prefix, an underscore and letters, digits or _"
            yield Fault(identifier, message)


def _faults_of_groups(graph: Graph) -> Iterator[Fault]:
    parents = {group.id: group.parent for group in graph.groups}
    for part, group in (*parents.items(), *((node.id, node.group) for node in graph.nodes)):
        if group and group not in parents:
            yield Fault(part, f"{part} is in group {group!r}, which the graph doesn't have")
    for start, parent in parents.items():
        seen = {start}
        group = parent
        while group in parents and group not in seen:
            seen.add(group)
            group = parents[group]
        if group == start:
            yield Fault(start, f"group {start} is inside itself")


def _faults_of_edges(graph: Graph) -> Iterator[Fault]:
    nodes = {node.id for node in graph.nodes}
    for edge in graph.edges:
        ends = f"{edge.source} {edge.target}"
        for end in (edge.source, edge.target):
            if end not in nodes:
                yield Fault(ends, f"edge {ends}: the graph has no node {end!r}")
        if edge.kind not in ARROWS:
            yield Fault(ends, f"edge kind {edge.kind!r} is none of {', '.join(ARROWS)}")


def _faults_of_a_sequence(graph: Graph) -> Iterator[Fault]:
    if graph.direction != "LR":
        yield Fault("", f"direction {graph.direction!r} of a sequence, which goes LR")
    for part in (*graph.groups, *graph.edges):
        yield Fault("", f"{part} in a sequence, which has neither groups nor edges")
    yield from _faults_of_happenings(graph.sequence, {node.id for node in graph.nodes})


def _faults_of_happenings(
    sequence: tuple[Message | Frame, ...], participants: Collection[str]
) -> Iterator[Fault]:
    for part in sequence:
        if isinstance(part, Message):
            yield from _faults_of_a_message(part, participants)
            continue
        if part.kind not in FRAME_WORDS:
            yield Fault("", f"frame kind {part.kind!r} is none of {', '.join(FRAME_WORDS)}")
        elif not part.sections or (len(part.sections) > 1 and not FRAME_WORDS[part.kind]):
            yield Fault("", f"a frame of kind {part.kind!r} with {len(part.sections)} sections")
        for section in part.sections:
            if not section.body:
                yield Fault("", f"nothing happens in the section {section.label!r}")
            yield from _faults_of_happenings(section.body, participants)


def _faults_of_a_message(message: Message, participants: Collection[str]) -> Iterator[Fault]:
    ends = f"{message.source} {message.target}"
    for end in (message.source, message.target):
        if end not in participants:
            yield Fault(ends, f"message {ends}: the graph has no node {end!r}")
    if message.kind not in MESSAGE_KINDS:
        yield Fault(ends, f"message kind {message.kind!r} is none of {', '.join(MESSAGE_KINDS)}")
    if message.kind == "note" and message.source != message.target:
        yield Fault(ends, f"a note on two participants, {ends}")
