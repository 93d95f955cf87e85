"""The lines of a merged sequence, and the frames around them, while they are put together.

They have the words that are shown, but for the sign of their state.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_etl_diagram.model import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(eq=False, slots=True)
class Step:
    """A line: a call, what it gives, or a note."""

    state: str
    message: Message


@dataclass(eq=False, slots=True)
class Part:
    """A section of a frame."""

    state: str
    label: str
    body: list[Step | Block] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Block:
    """A frame."""

    kind: str
    parts: list[Part] = field(default_factory=list)


Body = list["Step | Block"]


def note(state: str, about: str, text: str) -> Step:
    """Return a note on one participant."""
    return Step(state, Message(about, about, text, "note"))


def steps_of(body: Iterable[Step | Block]) -> Iterator[Step]:
    """Yield all lines, in order."""
    for item in body:
        if isinstance(item, Step):
            yield item
        else:
            for part in item.parts:
                yield from steps_of(part.body)


def states_of(body: Iterable[Step | Block]) -> Iterator[str]:
    """Yield the states of all lines and sections."""
    for item in body:
        if isinstance(item, Step):
            yield item.state
        else:
            for part in item.parts:
                yield part.state
                yield from states_of(part.body)
