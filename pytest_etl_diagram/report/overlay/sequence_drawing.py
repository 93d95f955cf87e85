"""A merged sequence as it is drawn: signs before what is said, and a ground behind it."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Frame, Graph, Section
from pytest_etl_diagram.report.overlay.states import STATES, WENT, signed
from pytest_etl_diagram.report.overlay.steps import Step, states_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.model import Message, Node
    from pytest_etl_diagram.report.overlay.steps import Block

_MIXED = ""
"""Stands for the state of a frame that has several."""


def pictured(kind: str, title: str, nodes: Iterable[Node], body: Iterable[Step | Block]) -> Graph:
    """Return a graph whose drawing is the overlay, with the participants `nodes`."""
    return Graph(kind, title, nodes=tuple(nodes), sequence=tuple(_grounded(body)))


def _grounded(body: Iterable[Step | Block]) -> Iterator[Message | Frame]:
    """Yield what is drawn, with what came, went or changed in one go on a ground of its own.

    To Mermaid a ground is one more frame, `rect` with a colour for its label.
    """
    for state, items in groupby(body, _state):
        if state != _MIXED and (ground := STATES[state].ground):
            inside = tuple(_drawn(item, is_grounded=True) for item in items)
            yield Frame("rect", (Section(ground, inside),))
        else:
            yield from (_drawn(item, is_grounded=False) for item in items)


def _state(item: Step | Block) -> str:
    states = {*states_of((item,))}
    return states.pop() if len(states) == 1 else _MIXED


def _drawn(item: Step | Block, *, is_grounded: bool) -> Message | Frame:
    if isinstance(item, Step):
        return _message(item)
    sections = (
        Section(
            signed(part.state, part.label),
            tuple(
                (_drawn(each, is_grounded=True) for each in part.body)
                if is_grounded
                else _grounded(part.body)
            ),
        )
        for part in item.parts
    )
    return Frame(item.kind, tuple(sections))


def _message(step: Step) -> Message:
    """Return a line with its sign; a call that went has the dashed arrow of what calls give."""
    message = step.message
    kind = "return" if step.state == WENT and message.kind == "call" else message.kind
    return replace(message, text=signed(step.state, message.text), kind=kind)
