"""The lines of the new sequence, laid out so that those of the old one can be put among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from pytest_etl_diagram.model import Message
from pytest_etl_diagram.report.overlay.saying import part_of, steps
from pytest_etl_diagram.report.overlay.steps import Block, Body, Step

if TYPE_CHECKING:
    from pytest_etl_diagram.drift.sequences.difference import Difference
    from pytest_etl_diagram.drift.sequences.lines import Spot
    from pytest_etl_diagram.model import Frame


class Stop(NamedTuple):
    """A body on the way to something, and the item of it that the way leads through."""

    body: Body
    item: Step | Block


Trail = tuple[Stop, ...]
"""Where something stands: all bodies around it, outermost first, and itself at the end."""


class Home(NamedTuple):
    """The body of a section, and the trail to its frame."""

    body: Body
    trail: Trail


class Standing(NamedTuple):
    """A frame, and the trail to it."""

    block: Block
    trail: Trail


class Piece(NamedTuple):
    """A frame that is drawn again: up to which line, the place of its last section, its trail."""

    last: int
    place: int
    block: Block
    trail: Trail


@dataclass(slots=True)
class Cloth:
    """What stands where, by the numbers of the old lines, frames and sections.

    `trails` lead to lines, `blocks` are frames, `homes` sections, and `pieces` frames that are
    gone and drawn again.
    """

    between: Difference
    body: Body = field(default_factory=list)
    trails: dict[int, Trail] = field(default_factory=dict)
    blocks: dict[int, Standing] = field(default_factory=dict)
    homes: dict[Spot, Home] = field(default_factory=dict)
    pieces: dict[int, Piece] = field(default_factory=dict)


def laid_out(between: Difference, sequence: tuple[Message | Frame, ...]) -> Cloth:
    """Lay out the new `sequence`, keeping where that is in numbers of the old one."""
    cloth = Cloth(between)
    lines, frames = enumerate(steps(between)), count()
    old_lines = {new: old for old, new in between.alignment.pairs}
    old_frames = {new: old for old, new in between.frames.frames.items()}
    old_spots = {new: old for old, new in between.frames.sections.items()}

    def lay(items: tuple[Message | Frame, ...], body: Body, around: Trail) -> None:
        for item in items:
            if isinstance(item, Message):
                number, step = next(lines)
                body.append(step)
                if number in old_lines:
                    cloth.trails[old_lines[number]] = (*around, Stop(body, step))
            else:
                lay_frame(item, body, around)

    def lay_frame(frame: Frame, body: Body, around: Trail) -> None:
        number, block = next(frames), Block(frame.kind)
        body.append(block)
        trail = (*around, Stop(body, block))
        if number in old_frames:
            cloth.blocks[old_frames[number]] = Standing(block, trail)
        for place, section in enumerate(frame.sections):
            partner = old_spots.get((number, place))
            part = part_of(between, (number, place), partner)
            block.parts.append(part)
            if partner is not None:
                cloth.homes[partner] = Home(part.body, trail)
            lay(section.body, part.body, trail)

    lay(sequence, cloth.body, ())
    return cloth
