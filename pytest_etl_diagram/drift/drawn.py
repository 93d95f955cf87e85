"""A drawing as lines, each of which says one thing of it, and the lines in which two differ.

    title: sales                          group g_load in g_all: load
    box t_load: load                      role t_load: load
    place t_load: g_load                  fact t_load: retries: 3
    edge t_extract → t_load: depends      line 4: call c_Daily → c_Loader: load()

The lines of a sequence are numbered in their order; frames are `begin`, `else` and `end`.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from pytest_etl_diagram.diagrams.sequence.keys import message_key, section_key
from pytest_etl_diagram.drift.notation import edge_text, fact_text, group_line, place_line
from pytest_etl_diagram.model import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_etl_diagram.model import Frame, Graph, Node

    Differing = tuple["tuple[Line, ...]", "tuple[Line, ...]"]


class Line(NamedTuple):
    """One line, and the keys of what it is about: as in a drift's `nodes`, the nearest first."""

    text: str
    keys: tuple[str, ...] = ()


def differing(old: Graph, new: Graph) -> Differing:
    """Return the lines that only the old and only the new drawing has."""
    was, is_now = tuple(_unordered(old)), tuple(_unordered(new))
    both = {line.text for line in was} & {line.text for line in is_now}
    gone, came = _differing_sequences(tuple(_sequence(old)), tuple(_sequence(new)))
    return (
        (*(line for line in was if line.text not in both), *gone),
        (*(line for line in is_now if line.text not in both), *came),
    )


def box_lines(node_id: str, name: str, role: str, group: str, facts: Iterable[str]) -> set[str]:
    """Return what says that there is a box; `facts` are written as `name: value`."""
    place = {place_line(node_id, group)} if group else set()
    own = {box_line(node_id, name), f"role {node_id}: {role}"}
    return own | place | {fact_line(node_id, fact) for fact in facts}


def box_line(node_id: str, name: str) -> str:
    """Write that there is a box."""
    return f"box {node_id}: {name}"


def fact_line(node_id: str, fact: str) -> str:
    """Write that a box has a fact, which is written as `name: value`."""
    return f"fact {node_id}: {fact}"


def edge_line(edge: str) -> str:
    """Write that there is an edge, which is written as `drift.notation` does."""
    return f"edge {edge}"


def _unordered(graph: Graph) -> Iterator[Line]:
    """Yield the lines of all but the sequence."""
    for attribute in ("title", "kind", "direction"):
        yield Line(f"{attribute}: {getattr(graph, attribute)}")
    inside: dict[str, list[str]] = {}
    for node in graph.nodes:
        inside.setdefault(node.group, []).append(node.id)
        yield from (Line(text, (node.id,)) for text in sorted(_box(node)))
    for group in graph.groups:
        yield Line(group_line(group), (group.id, *inside.get(group.id, ())))
    for edge in graph.edges:
        yield Line(edge_line(edge_text(edge)), (edge.source, edge.target))


def _box(node: Node) -> set[str]:
    return box_lines(node.id, node.name, node.role, node.group, map(fact_text, node.facts))


def _sequence(graph: Graph) -> Iterator[Line]:
    """Yield the lines of a sequence, without their numbers."""

    def lines(body: Iterable[Message | Frame]) -> Iterator[Line]:
        for part in body:
            if isinstance(part, Message):
                ends = (part.source, part.target)
                text = f"{part.kind} {part.source} → {part.target}: {part.text}"
                yield Line(text, (message_key(part), *ends))
            else:
                yield from framed(part)

    def framed(frame: Frame) -> Iterator[Line]:
        keys = tuple(section_key(frame.kind, section.label) for section in frame.sections)
        for place, section in enumerate(frame.sections):
            word = f"else: {section.label}" if place else f"begin {frame.kind}: {section.label}"
            yield Line(word, keys[place:])
            yield from lines(section.body)
        if not frame.sections:
            yield Line(f"begin {frame.kind}")
        yield Line("end", keys)

    yield from lines(graph.sequence)


def _differing_sequences(old: Sequence[Line], new: Sequence[Line]) -> Differing:
    """Return the lines that went and those that came, each with its number in its sequence."""
    was, is_now = ([line.text for line in lines] for lines in (old, new))
    gone: list[Line] = []
    came: list[Line] = []
    matcher = SequenceMatcher(None, was, is_now, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what != "equal":
            gone += (_numbered(old, place) for place in range(start, end))
            came += (_numbered(new, place) for place in range(new_start, new_end))
    return tuple(gone), tuple(came)


def _numbered(lines: Sequence[Line], place: int) -> Line:
    return lines[place]._replace(text=f"line {place + 1}: {lines[place].text}")
