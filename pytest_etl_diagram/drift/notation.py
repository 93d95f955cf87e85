"""How whole stages, facts, edges and groups are written into a drift's before and after.

A drift holds all that changed, so that the drifts of two graphs turn the one
into the other. A stage in full takes several lines: first a headline for the
reader, then `role:`, `group:` (ids), `fact:` lines and `edge:` lines for what
it was tied to. `instead:` lines are the edges of the other graph that stand
where the stage does: what bridges it once it is gone, what was there before it
came. Ids in a `before` are those of the old graph, in an `after` of the new.

Below its words a text may carry `with:` lines: lines of the drawing that the drift stands
for and that the words don't say (`drift.carrying`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_etl_diagram.model import Drift, Edge, Fact, Node


def one_line(text: str) -> str:
    r"""Escape backslashes and line feeds, so that `text` stands on one line."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(line: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], line)


_ESCAPE = re.compile(r"\\(.)")


def fact_text(fact: Fact) -> str:
    """Write a fact as `name: value`, as drawings show it."""
    return f"{fact[0]}: {fact[1]}"


def split_fact(text: str) -> Fact:
    """Read `name: value` back; the value is "" where there is no colon."""
    name, _, value = text.partition(": ")
    return name, value


def tie_text(kind: str, label: str) -> str:
    """Write what an edge says beyond its ends: its kind, then its label if there is one."""
    return f"{kind}: {label}" if label else kind


def edge_text(edge: Edge) -> str:
    """Write an edge with the ids of its ends."""
    return f"{edge.source} → {edge.target}: {tie_text(edge.kind, edge.label)}"


def group_text(group: Group, names: Mapping[str, str]) -> str:
    """Write a group as `load in warehouse`, with its line; `names` are those of groups by id."""
    inside = f" in {names.get(group.parent, group.parent)}" if group.parent else ""
    return carrying_text(f"{group.name}{inside}", [group_line(group)])


def group_line(group: Group) -> str:
    """Write that there is a group."""
    return f"group {group.id}{' in ' + group.parent if group.parent else ''}: {group.name}"


def read_group(text: str) -> Group:
    """Read a group back; raises ValueError for another text."""
    found = next(filter(None, map(_GROUP.fullmatch, carried(text))), None)
    if found is None:
        message = f"not a group: {text!r}"
        raise ValueError(message)
    return Group(found["id"], found["name"], found["parent"] or "")


_GROUP = re.compile(r"group (?P<id>\w+)(?: in (?P<parent>\w+))?: (?P<name>.*)", re.DOTALL)


def place_text(node: Node, group: str) -> str:
    """Write a stage's name with that of the `group` around it, and the line that says so."""
    return _placed(f"{node.name} (in {_named(node, group)})", node)


def moved_text(node: Node, group: str) -> str:
    """Write the name of the `group` around a stage, and the line that says so."""
    return _placed(f"group: {_named(node, group)}", node)


def place_line(node_id: str, group_id: str) -> str:
    """Write that a box stands in a group."""
    return f"place {node_id}: {group_id}"


def read_place(text: str) -> tuple[str, str]:
    """Read a stage's name and the id of its group back, "" where none is written."""
    groups = [split_fact(line)[1] for line in carried(text) if line.startswith("place ")]
    found = _PLACE.fullmatch(told(text))
    return found["name"] if found else told(text), "".join(groups)


def _placed(words: str, node: Node) -> str:
    return carrying_text(words, [place_line(node.id, node.group)] if node.group else ())


def _named(node: Node, group: str) -> str:
    return (group or node.group) if node.group else "no group"


_PLACE = re.compile(r"(?P<name>.*) \(in .*\)", re.DOTALL)


def stage_text(
    headline: str, node: Node, edges: Iterable[Edge], instead: Iterable[Edge] = ()
) -> str:
    """Write a whole stage, several lines; the module says how."""
    lines = [headline, f"role: {node.role}"]
    if node.group:
        lines.append(f"group: {node.group}")
    lines.extend(f"fact: {fact_text(fact)}" for fact in node.facts)
    lines.extend(f"edge: {edge_text(edge)}" for edge in edges)
    lines.extend(f"instead: {edge_text(edge)}" for edge in instead)
    return "\n".join(one_line(line) for line in lines)


_WHOLE = re.compile(r"[^\n]*\n(?:role|kind|name): ")


def is_whole(drift: Drift) -> bool:
    """Tell whether a drift tells of something whole that came or went."""
    return _WHOLE.match(told(drift.before) or told(drift.after)) is not None


@dataclass(frozen=True, slots=True)
class Whole:
    """A box in full: `facts` are written as `name: value`, `edges` as `edge_text` does."""

    role: str
    group: str
    facts: tuple[str, ...]
    edges: tuple[str, ...]


def read_whole(text: str) -> Whole | None:
    """Read a whole box back from the text of a drift; None for a text of another sort."""
    lines = [split_fact(_unescaped(line)) for line in text.split("\n")[1:]]
    if not lines or lines[0][0] != "role":
        return None
    said = {word: [value for key, value in lines if key == word] for word in _WORDS}
    return Whole(said["role"][0], "".join(said["group"]), tuple(said["fact"]), tuple(said["edge"]))


_WORDS = ("role", "group", "fact", "edge")
_CARRIED = "\n    with: "


def carrying_text(text: str, lines: Iterable[str]) -> str:
    """Write below a before or after the lines of the drawing that belong to it."""
    return "".join((text, *(f"{_CARRIED}{one_line(line)}" for line in lines)))


def told(text: str) -> str:
    """Return a before or after without the lines of the drawing that it carries."""
    return text.partition(_CARRIED)[0]


def carried(text: str) -> tuple[str, ...]:
    """Return the lines of the drawing that a before or after carries."""
    return tuple(map(_unescaped, text.split(_CARRIED)[1:]))


def headline(text: str) -> str:
    """Return the first line of a before or after: what a reader needs of it."""
    return text.partition("\n")[0]
