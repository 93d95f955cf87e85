"""Writing down what runs: blocks of a flow while they grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.flows.tree import (
    Branch,
    Exit,
    Loop,
    Note,
    Parallel,
    Region,
    Retry,
    Step,
    Try,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.flows.tree import Block, Piece


def parts(piece: Piece) -> Iterator[Block]:
    """Yield the blocks that a piece holds, without what a call does inside."""
    if isinstance(piece, Branch):
        yield from (arm.body for arm in piece.arms)
    elif isinstance(piece, Loop):
        yield from (piece.body, piece.orelse)
    elif isinstance(piece, Try):
        yield piece.body
        yield from (handler.body for handler in piece.handlers)
        yield from (piece.orelse, piece.final)
    elif isinstance(piece, (Retry, Region)):
        yield piece.body
    elif isinstance(piece, Parallel):
        yield from piece.arms


def pieces(block: Block, *, inner: bool = False) -> Iterator[Piece]:
    """Yield every piece in a block, however deep; with `inner` also what calls do inside."""
    waiting = list(block[::-1])
    while waiting:
        piece = waiting.pop()
        yield piece
        if isinstance(piece, Step):
            if inner:
                waiting += piece.inner[::-1]
        elif not isinstance(piece, (Note, Exit)):
            for part in reversed(list(parts(piece))):
                waiting += part[::-1]


def is_meaningful(block: Block) -> bool:
    """Tell whether a block does, decides or ends anything: more than lines of a log."""
    return any(not isinstance(piece, (Note, Branch, Loop, Try, Region)) for piece in pieces(block))


def does_anything(block: Block) -> bool:
    """Tell whether something is called in a block, or something raised."""
    return any(
        isinstance(piece, (Step, Parallel, Retry))
        or (isinstance(piece, Exit) and piece.kind == "raise")
        for piece in pieces(block)
    )


def tidy(block: list[Piece]) -> Block:
    """Return a block as it is drawn: nothing behind an exit, tasks started in a row at once."""
    found: list[Piece] = []
    for piece in block:
        last = found[-1] if found else None
        if isinstance(piece, Parallel) and isinstance(last, Parallel) and _go_on(last, piece):
            arms = (*last.arms, *piece.arms)
            found[-1] = Parallel(last.label, arms, last.repeated, last.facts, last.place)
            continue
        found.append(piece)
        if isinstance(piece, Exit):
            break
    return tuple(found)


def _go_on(last: Parallel, piece: Parallel) -> bool:
    """Tell whether two starts of one thing each are two things at once."""
    alike = (last.label, last.facts) == (piece.label, piece.facts)
    return alike and len(piece.arms) == 1 and not (last.repeated or piece.repeated)


def repeated(loop: Loop) -> Piece:
    """Return a loop that only starts things at once as what it is: many of a kind in parallel."""
    body = [piece for piece in loop.body if not isinstance(piece, Note)]
    if len(body) == 1 and isinstance(body[0], Parallel) and len(body[0].arms) == 1:
        only = body[0]
        return Parallel(only.label, only.arms, repeated=True, facts=only.facts, place=only.place)
    return loop
