"""How whole stages, facts, edges and groups are written into a drift's before and after.

A drift holds all that changed, so that the drifts of two graphs turn the one
into the other. A stage in full takes several lines: first a headline for the
reader, then `role:`, `group:` (ids), `fact:` lines and `edge:` lines for what
it was tied to. `instead:` lines are the edges of the other graph that stand
where the stage does: what bridges it once it is gone, what was there before it
came. Ids in a `before` are those of the old graph, in an `after` of the new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.model import Edge, Fact, Group, Node


def one_line(text: str) -> str:
    r"""Escape backslashes and line feeds, so that `text` stands on one line."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


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


def group_text(group: Group) -> str:
    """Write a group with its id and that of its parent."""
    return f"{group.name} ({group.id}{' in ' + group.parent if group.parent else ''})"


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


def headline(text: str) -> str:
    """Return the first line of a before or after: what a reader needs of it."""
    return text.partition("\n")[0]
