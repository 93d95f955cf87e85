"""Applying drifts to the lines of the old drawing: shows that nothing is missing from a report.

This holds of the kinds of drawing whose drifts carry lines, and of sequences. A drift that
carries none says itself which line went and which one came.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drift_apply import is_stage, read_edge, read_stage

from pytest_etl_diagram.drift.notation import carried, split_fact
from pytest_etl_diagram.model import Frame, Graph, Group, Message, Node, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.model import Drift

MESSAGE = re.compile(r"(call|return|note) (\S+) → (\S+): (.*)", re.DOTALL)
NOTHING = {"nothing"}


def apply(old: Graph, drifts: Iterable[Drift]) -> Graph:
    """Return what the drifts make of the old drawing (its nodes' facts sorted by name)."""
    gone: set[str] = set()
    came: set[str] = set()
    for drift in drifts:
        lost, gained = said(drift)
        gone |= lost
        came |= gained
    numbered = {line for line in gone | came if line.startswith("line ")}
    was = set(lines(old))
    assert gone - numbered <= was
    return graph((was - gone) | (came - numbered), sequence(old, gone, came))


def said(drift: Drift) -> tuple[set[str], set[str]]:
    """Return the lines that a drift says went and came."""
    takes = [set(carried(text)) for text in (drift.before, drift.after)]
    if takes[0] or takes[1]:
        return takes[0] - NOTHING, takes[1]
    if is_stage(drift) and drift.nodes:
        return tuple(set(whole(drift, text)) for text in (drift.before, drift.after))
    name = split_fact(drift.before or drift.after)[0]
    if not drift.nodes and name in ("title", "kind", "direction"):
        return {drift.before}, {drift.after}
    if drift.places[-1:] == (f"{drift.nodes[0]}#{name}" if drift.nodes else "",):
        before, after = (
            {f"fact {drift.nodes[0]}: {text}"} if text else set()
            for text in (drift.before, drift.after)
        )
        return before, after
    return set(), set()


def whole(drift: Drift, text: str) -> Iterator[str]:
    if text:
        stage = read_stage(text)
        facts = tuple(stage.facts.items())
        node = Node(drift.nodes[0], drift.subject, stage.role, stage.group, facts)
        yield from node_lines(node)
        yield from map(edge_line, stage.own)


def lines(graph: Graph) -> Iterator[str]:
    """Yield the lines of all but the sequence."""
    yield from (f"{word}: {getattr(graph, word)}" for word in ("title", "kind", "direction"))
    for group in graph.groups:
        inside = f" in {group.parent}" if group.parent else ""
        yield f"group {group.id}{inside}: {group.name}"
    for node in graph.nodes:
        yield from node_lines(node)
    yield from map(edge_line, graph.edges)


def node_lines(node: Node) -> Iterator[str]:
    yield f"box {node.id}: {node.name}"
    yield f"role {node.id}: {node.role}"
    if node.group:
        yield f"place {node.id}: {node.group}"
    yield from (f"fact {node.id}: {name}: {value}" for name, value in node.facts)


def edge_line(edge) -> str:
    label = f": {edge.label}" if edge.label else ""
    return f"edge {edge.source} → {edge.target}: {edge.kind}{label}"


def graph(found: set[str], body: tuple[Message | Frame, ...]) -> Graph:
    """Read a graph back from its lines."""
    said: dict[str, dict[str, str]] = {"box": {}, "role": {}, "place": {}}
    facts: dict[str, list[tuple[str, str]]] = {}
    whole, groups, edges = {}, [], []
    for line in sorted(found):
        head, value = split_fact(line)
        word, _, about = head.partition(" ")
        if word == "fact":
            facts.setdefault(about, []).append(split_fact(value))
        elif word == "edge":
            edges.append(read_edge(line.partition(" ")[2]))
        elif word == "group":
            name, parent = about.partition(" in ")[::2]
            groups.append(Group(name, value, parent))
        elif about:
            assert about not in said[word]
            said[word][about] = value
        else:
            whole[word] = value
    assert said["box"].keys() == said["role"].keys()
    nodes = tuple(
        Node(key, name, said["role"][key], said["place"].get(key, ""), tuple(facts.pop(key, ())))
        for key, name in said["box"].items()
    )
    assert not facts
    return Graph(groups=tuple(groups), nodes=nodes, edges=tuple(edges), sequence=body, **whole)


def sequence(old: Graph, gone: set[str], came: set[str]) -> tuple[Message | Frame, ...]:
    """Take lines out of the old sequence by their numbers, and put others in by theirs."""
    kept = list(tokens(old.sequence))
    for number, text in sorted(map(numbered, filter(is_numbered, gone)), reverse=True):
        assert kept.pop(number - 1) == text
    for number, text in sorted(map(numbered, filter(is_numbered, came))):
        kept.insert(number - 1, text)
    return read_body(iter([*kept, "end"]))[0]


def is_numbered(line: str) -> bool:
    return line.startswith("line ")


def numbered(line: str) -> tuple[int, str]:
    number, _, text = line.removeprefix("line ").partition(": ")
    return int(number), text


def tokens(body: Iterable[Message | Frame]) -> Iterator[str]:
    for part in body:
        if isinstance(part, Message):
            yield f"{part.kind} {part.source} → {part.target}: {part.text}"
            continue
        for place, section in enumerate(part.sections):
            yield f"else: {section.label}" if place else f"begin {part.kind}: {section.label}"
            yield from tokens(section.body)
        yield "end"


def read_body(rest: Iterator[str]) -> tuple[tuple[Message | Frame, ...], str]:
    """Read up to the end of a section, which is returned as well."""
    found: list[Message | Frame] = []
    for line in rest:
        if message := MESSAGE.fullmatch(line):
            kind, source, target, text = message.groups()
            found.append(Message(source, target, text, kind))
        elif line.startswith("begin "):
            found.append(read_frame(line, rest))
        else:
            return tuple(found), line
    raise AssertionError


def read_frame(line: str, rest: Iterator[str]) -> Frame:
    kind, label = split_fact(line.removeprefix("begin "))
    sections: list[Section] = []
    while True:
        body, end = read_body(rest)
        sections.append(Section(label, body))
        if end == "end":
            return Frame(kind, tuple(sections))
        label = end.removeprefix("else: ")
