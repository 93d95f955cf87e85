"""Sequences written as text, one line a message, and at random."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from pytest_etl_diagram.diagrams.ids import make_id
from pytest_etl_diagram.model import Frame, Graph, Message, Node, Section

STORES = ("Kafka", "PostgreSQL", "S3", "Slack", "Snowflake")
STARTS = ("command", "schedule")
MESSAGE = re.compile(r"(?P<source>\w+) (?P<arrow>-->|->) (?P<target>\w+)(?:: (?P<text>.*))?")
NOTE = re.compile(r"(?P<source>\w+): (?P<text>.*)")
INDENT = "  "


def sequence(text: str) -> Graph:
    """Read the lines of a test's sequence, behind a first line `sequence`.

    who schedule [start]: schedule: @daily    (only where role or facts aren't plain)
    Daily -> Loader: load()
    Loader --> Daily: rows
    Daily: raise Late                         (a note)
    alt full                                  (a frame; what is in it is indented)
      Daily -> S3: read a
    or otherwise
      Daily -> S3: read b
    """
    lines = [line for line in text.splitlines()[1:] if line.strip()]
    nodes = [_node(line) for line in lines if line.startswith("who ")]
    body = _body([line for line in lines if not line.startswith("who ")])
    names = {node.name for node in nodes}
    for name in re.findall(r"^ *(\w+)(?=:| -)|(?<=> )(\w+)", text, re.MULTILINE):
        if (word := "".join(name)) not in names and word in _names(body):
            names.add(word)
            nodes.append(_plain(word))
    return Graph("sequence", "Daily.run", nodes=tuple(nodes), sequence=body)


def _names(body: tuple[Message | Frame, ...]) -> set[str]:
    names = set()
    for part in body:
        if isinstance(part, Frame):
            names |= {name for section in part.sections for name in _names(section.body)}
        else:
            names |= {end.partition("_")[2] for end in (part.source, part.target)}
    return names


def _plain(name: str) -> Node:
    role = "store" if name in STORES else "start" if name in STARTS else "component"
    return Node(_id(name), name, role)


def _node(line: str) -> Node:
    head, _, facts = line.removeprefix("who ").partition(": ")
    name, _, role = head.partition(" ")
    plain = _plain(name)
    pairs = tuple(tuple(fact.split(": ", 1)) for fact in facts.split("; ") if fact)
    return Node(plain.id, name, role.strip("[]") or plain.role, "", pairs)


def _id(name: str) -> str:
    return make_id("e_" if name in STORES else "s_" if name in STARTS else "c_", name)


def _body(lines: list[str]) -> tuple[Message | Frame, ...]:
    parts: list[Message | Frame] = []
    sections: list[tuple[str, list[str]]] = []
    kind = ""
    for line in [*lines, ""]:
        word, _, label = line.partition(" ")
        if line.startswith(INDENT):
            sections[-1][1].append(line.removeprefix(INDENT))
        elif word == "or":
            sections.append((label, []))
        else:
            if sections:
                made = (Section(name, _body(inside)) for name, inside in sections)
                parts.append(Frame(kind, tuple(made)))
            kind, sections = word, []
            if message := _message(line):
                parts.append(message)
            elif line:
                sections = [(label, [])]
    return tuple(parts)


def _message(line: str) -> Message | None:
    if found := MESSAGE.fullmatch(line):
        kind = "call" if found["arrow"] == "->" else "return"
        return Message(_id(found["source"]), _id(found["target"]), found["text"] or "", kind)
    found = NOTE.fullmatch(line)
    return (
        Message(_id(found["source"]), _id(found["source"]), found["text"], "note")
        if found
        else None
    )


NAMES = ("Daily", "Loader", "Checks", "Slack", "S3", "schedule")
CALLS = (
    "load()",
    "load(mode: a)",
    "load(mode: b, x: 1)",
    "validate()",
    "read a",
    "read b",
    "send x",
)
CALLS = (*CALLS, "write a", "write a (keys: id)", "dead letter to x", "notify()", "")
EXITS = ("raise A", "raise again", "return", "return x", "load returns", "break")
EXITS = (*EXITS, "exception swallowed", "finally", "")
LABELS = ("", "a", "b", "not a", "otherwise", "try", "except A", "retry up to 3 times")
LABELS = (*LABELS, "retry up to {n} attempts in all, wait 1s, on A", "Pool: x (workers: 4)", "lock")
names = st.sampled_from(NAMES)
messages = st.one_of(
    st.builds(
        lambda a, b, text: Message(_id(a), _id(b), text), names, names, st.sampled_from(CALLS)
    ),
    st.builds(
        lambda a, b, text: Message(_id(a), _id(b), text, "return"),
        names,
        names,
        st.sampled_from(["", "rows"]),
    ),
    st.builds(lambda a, text: Message(_id(a), _id(a), text, "note"), names, st.sampled_from(EXITS)),
)


def _frames(lines: st.SearchStrategy[Message | Frame]) -> st.SearchStrategy[Frame]:
    section = st.builds(
        Section, st.sampled_from(LABELS), st.lists(lines, min_size=1, max_size=3).map(tuple)
    )
    one = st.builds(
        lambda kind, only: Frame(kind, (only,)),
        st.sampled_from(["alt", "opt", "loop", "par", "critical", "break"]),
        section,
    )
    several = st.builds(
        Frame,
        st.sampled_from(["alt", "par", "critical"]),
        st.lists(section, min_size=1, max_size=3).map(tuple),
    )
    return one | several


bodies = st.lists(st.recursive(messages, _frames, max_leaves=6), max_size=6).map(tuple)


@st.composite
def sequences(draw: st.DrawFn) -> Graph:
    """Make a small sequence of so few words that two of them have much in common."""
    facts = st.sampled_from([(), (("schedule", "@daily"),), (("schedule", "@hourly"),)])
    roles = st.sampled_from(["component", "validate", "unknown", "store", "start"])
    nodes = tuple(
        Node(_id(name), draw(st.sampled_from([name, "Other"])), draw(roles), "", draw(facts))
        for name in NAMES
        if draw(st.integers(0, 4))
    )
    title = draw(st.sampled_from(["Daily.run", "main"]))
    return Graph("sequence", title, nodes=nodes, sequence=draw(bodies))
