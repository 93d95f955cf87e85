"""The overlay of two sequences: whole, or what changed with the lines next to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.drift.sequences.difference import difference
from pytest_etl_diagram.drift.sequences.participants import pair_participants
from pytest_etl_diagram.mermaid.sequence_writing import sequence_diagram
from pytest_etl_diagram.report.overlay.boxes import changed_box, differ, kept_box, whole_box
from pytest_etl_diagram.report.overlay.extracts import changes, extract
from pytest_etl_diagram.report.overlay.merging import title_of, whole_facts
from pytest_etl_diagram.report.overlay.sequence_drawing import pictured
from pytest_etl_diagram.report.overlay.states import CAME, CHANGED, KEPT, STATES, WENT
from pytest_etl_diagram.report.overlay.steps import note, steps_of
from pytest_etl_diagram.report.overlay.weaving import woven

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pytest_etl_diagram.drift.declared import NodePairs
    from pytest_etl_diagram.drift.sequences.participants import Cast
    from pytest_etl_diagram.mermaid.parts import Limits
    from pytest_etl_diagram.model import Graph, Node
    from pytest_etl_diagram.report.overlay.steps import Body, Step

MOST_LINES = 60
"""A drawing of more lines shows only those that changed and what is next to them."""


def sequence_chart(old: Graph, new: Graph, declared: NodePairs, limits: Limits) -> str:
    """Return the text of the overlay of two sequences."""
    return sequence_diagram(merged_sequence(old, new, declared, limits))


def merged_sequence(old: Graph, new: Graph, declared: NodePairs, limits: Limits) -> Graph:
    """Return a graph whose drawing is the overlay of two sequences."""
    cast = pair_participants(old, new, declared)
    people = {node.id: (state, node) for state, node in _people(cast)}
    between = difference(old, new, cast.new_ids)
    body: Body = [*_whole(old, new, people), *woven(between, new.sequence)]
    for part, states in _choices(body):
        nodes = tuple(_cast_of(part, people, states))
        told = _left_out(nodes, len(people) - len(nodes))
        picture = pictured(new.kind, title_of(old, new), nodes, [*part, *told])
        if len(sequence_diagram(picture).encode("utf-16-le")) // 2 <= limits.characters:
            return picture
    return pictured(new.kind, title_of(old, new), (), ())


def _choices(body: Body) -> Iterator[tuple[Body, Collection[str]]]:
    """Yield ever smaller parts of a sequence.

    With each come the states of those participants who are shown though they do nothing in it.
    """
    if sum(1 for _ in steps_of(body)) <= MOST_LINES:
        yield body, STATES
    found = list(changes(body))
    yield extract(body, {*found}), {*STATES} - {KEPT}
    count = len(found)
    while count:
        yield extract(body, {*found[:count]}), ()
        count = count * 3 // 4
    yield extract(body, ()), ()


def _people(cast: Cast) -> Iterator[tuple[str, Node]]:
    """Yield the participants of both sequences as they are shown, each with its state.

    Who went comes first: where another one now has the id, that one is shown.
    """
    yield from ((WENT, whole_box(node, WENT)) for node in cast.removed)
    yield from ((CAME, whole_box(node, CAME)) for node in cast.added)
    for before, after in cast.pairs:
        if differ(before, after):
            yield CHANGED, changed_box(before, after, "sequence")
        else:
            yield KEPT, kept_box(after)


def _whole(old: Graph, new: Graph, people: Mapping[str, tuple[str, Node]]) -> Iterator[Step]:
    """Yield notes on what changed of the drawing itself, if there is anybody to write them on."""
    for what, text in whole_facts(old, new):
        for about in [*people][:1]:
            yield note(CHANGED, about, f"{what}: {text}")


def _cast_of(
    body: Body, people: Mapping[str, tuple[str, Node]], states: Collection[str]
) -> Iterator[Node]:
    """Yield who takes part in `body`, and the others of these states."""
    taking = {end for step in steps_of(body) for end in (step.message.source, step.message.target)}
    for identifier, (state, node) in people.items():
        if identifier in taking or state in states:
            yield node


def _left_out(nodes: Sequence[Node], count: int) -> Iterator[Step]:
    """Yield a note that counts the participants who aren't drawn."""
    if count and nodes:
        yield note(KEPT, nodes[0].id, f"\u2026 {count} more who take part not drawn")
