"""Two sequences as one: what happens now, with what no longer does at the place where it did.

The new sequence is laid out whole, then each line that only the old one has is put behind the
line that came before it. What is gone of its frames is drawn around it again; a frame that is
gone from around lines that are still there is told in a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.mermaid.theme import FRAME_WORDS
from pytest_etl_diagram.report.overlay.cloth import Home, Piece, Stop, laid_out
from pytest_etl_diagram.report.overlay.saying import said, short_text
from pytest_etl_diagram.report.overlay.states import WENT
from pytest_etl_diagram.report.overlay.steps import Block, Part, Step, note

if TYPE_CHECKING:
    from collections.abc import Container

    from pytest_etl_diagram.drift.sequences.difference import Difference
    from pytest_etl_diagram.drift.sequences.lines import Spot
    from pytest_etl_diagram.model import Frame, Message
    from pytest_etl_diagram.report.overlay.cloth import Cloth, Trail
    from pytest_etl_diagram.report.overlay.steps import Body


def woven(between: Difference, sequence: tuple[Message | Frame, ...]) -> Body:
    """Return the lines of two sequences as one; `sequence` is the new one."""
    cloth = laid_out(between, sequence)
    drawn: set[Spot] = set()
    for number in between.alignment.removed:
        _put_line(cloth, number)
        drawn.update(between.old.course.lines[number].spots)
    _note_gone(cloth, drawn)
    return cloth.body


def _put_line(cloth: Cloth, number: int) -> None:
    """Put a line that only the old sequence has, in what is left of its frames or drawn again."""
    line = cloth.between.old.course.lines[number]
    known = max((at for at, spot in enumerate(line.spots, 1) if spot in cloth.homes), default=0)
    home = cloth.homes[line.spots[known - 1]] if known else Home(cloth.body, ())
    for spot in line.spots[known:]:
        home = _opened(cloth, number, spot, home)
    cloth.trails[number] = _put(cloth, number, Step(WENT, said(line.message)), home)


def _opened(cloth: Cloth, number: int, spot: Spot, home: Home) -> Home:
    """Return a section for a line whose own one is gone, somewhere in `home`.

    That is a section more of the frame if that is still there and may have several, else one
    of a frame that is drawn again, for as many of its lines as follow each other.
    """
    frame, place = spot
    kind, label = cloth.between.old.course.label(spot)
    part = Part(WENT, short_text(label))
    if frame in cloth.blocks and FRAME_WORDS[cloth.blocks[frame].block.kind]:
        block, trail = cloth.blocks[frame]
        block.parts.insert(_place_of_part(cloth, spot, block), part)
        cloth.homes[spot] = Home(part.body, trail)
        return cloth.homes[spot]
    piece = cloth.pieces.get(frame)
    if piece is None or piece.last != number - 1:
        block = Block(kind)
        piece = Piece(number, -1, block, _put(cloth, number, block, home))
    if piece.place != place:
        piece.block.parts.append(part)
    cloth.pieces[frame] = piece._replace(last=number, place=place)
    return Home(piece.block.parts[-1].body, piece.trail)


def _place_of_part(cloth: Cloth, spot: Spot, block: Block) -> int:
    """Return where a section stood among those of its frame that are still there."""
    earlier = [cloth.homes.get((spot[0], place)) for place in range(spot[1])]
    bodies = [home.body for home in earlier if home is not None]
    places = [at for at, part in enumerate(block.parts, 1) if any(part.body is b for b in bodies)]
    return max(places, default=0)


def _put(cloth: Cloth, number: int, item: Step | Block, home: Home) -> Trail:
    """Put something of an old line behind what came before that line; return its trail."""
    home.body.insert(_place(cloth, number, home.body), item)
    return (*home.trail, Stop(home.body, item))


def _place(cloth: Cloth, number: int, body: Body) -> int:
    """Return where in a body an old line belongs: behind the last before it, else first of all."""
    for before in range(number - 1, -1, -1):
        for stop in cloth.trails.get(before, ()):
            if stop.body is body:
                return body.index(stop.item) + 1
    return 0


def _note_gone(cloth: Cloth, drawn: Container[Spot]) -> None:
    """Put a note before the first line that is still there of each section that isn't."""
    told: set[Spot] = set()
    for number, line in enumerate(cloth.between.old.course.lines):
        for spot in line.spots:
            if number in cloth.between.old.lines and not (
                spot in cloth.homes or spot in drawn or spot in told
            ):
                told.add(spot)
                kind, label = cloth.between.old.course.label(spot)
                text = f"{f'{kind} {short_text(label)}'.rstrip()}: no longer around this"
                body, step = cloth.trails[number][-1]
                about = line.message.source
                body.insert(body.index(step), note(WENT, about, text))
