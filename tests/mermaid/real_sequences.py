"""What Mermaid understands of a sequence, and what its graph means, in the same terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.model import Message
from tests.mermaid.shown import (
    meant_lines,
    meant_node_lines,
    meant_title,
    understood_lines,
    understood_title,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.model import Frame, Graph

Event = tuple[str, ...]


@dataclass(frozen=True)
class UnderstoodSequence:
    """A sequence: what Mermaid got from a text, or what it should get.

    `actors` maps ids, in the order of drawing, to (lines, type). `events` are
    (call, return or note, source, target, line, ...), (the word that opens a
    section, line, ...) and (the frame's kind + " end",).
    """

    title: str
    actors: dict[str, tuple[tuple[str, ...], str]]
    events: list[Event]
    undefined_classes: frozenset[str] = frozenset()


_MESSAGES = {"SOLID": "call", "DOTTED": "return", "NOTE": "note"}
_SECTIONS = {"ALT_ELSE": "else", "PAR_AND": "and", "CRITICAL_OPTION": "option"}


def understood_sequence(found: dict[str, Any]) -> UnderstoodSequence:
    types = {number: name for name, number in found["types"].items()}
    return UnderstoodSequence(
        title=understood_title(found["title"]),
        actors={
            actor["name"]: (understood_lines(actor["description"]), actor["type"])
            for actor in found["actors"]
        },
        events=[_understood_event(types[each["type"]], each) for each in found["messages"]],
    )


def _understood_event(name: str, event: dict[str, Any]) -> Event:
    lines = understood_lines(event["message"] or "")
    if name in _MESSAGES:
        return (_MESSAGES[name], event["from"], event["to"], *lines)
    word = _SECTIONS.get(name) or name.removesuffix("_START").replace("_", " ").lower()
    return (word,) if word.endswith(" end") else (word, *lines)


def meant_sequence(graph: Graph) -> UnderstoodSequence:
    nodes = {node.id: node for node in graph.nodes}
    order = dict.fromkeys([*_takers(graph.sequence), *nodes])
    actors = {}
    for node in (nodes[identifier] for identifier in order):
        plain = node.role in ("start", "component")
        role = () if plain else (f"\u00ab{node.role}\u00bb",)
        kind = "actor" if node.role == "start" else "participant"
        actors[node.id] = ((*role, *meant_node_lines(node.name, node.facts)), kind)
    return UnderstoodSequence(
        title=meant_title(graph.kind, graph.title),
        actors=actors,
        events=list(_meant_events(graph.sequence)),
    )


def _takers(sequence: tuple[Message | Frame, ...]) -> Iterator[str]:
    for event in _meant_events(sequence):
        if event[0] in ("call", "return", "note"):
            yield from event[1:3]


_NEXT = {"alt": "else", "par": "and", "critical": "option"}


def _meant_events(sequence: tuple[Message | Frame, ...]) -> Iterator[Event]:
    for part in sequence:
        if isinstance(part, Message):
            yield (part.kind, part.source, part.target, *meant_lines(part.text))
            continue
        for index, section in enumerate(part.sections):
            yield (_NEXT[part.kind] if index else part.kind, *meant_lines(section.label))
            yield from _meant_events(section.body)
        yield (f"{part.kind} end",)
