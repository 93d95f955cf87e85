"""What can be said of a part of a flow before it is drawn: does it leave, what does it give."""

from __future__ import annotations

from dataclasses import replace
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

    from pytest_etl_diagram.flows.tree import Arm, Block, Piece

_LAST = frozenset({"No", "_"})
"""Labels of the arm that is taken when no other is."""


def is_last(arm: Arm) -> bool:
    """Tell whether an arm is the one for all that the others aren't for."""
    return arm.label in _LAST


def is_complete(branch: Branch) -> bool:
    """Tell whether one of the arms is always taken."""
    return any(is_last(arm) for arm in branch.arms)


def next_question(arm: Arm) -> Branch | None:
    """Return the decision that is all there is of a No, as in `elif`; None for anything else."""
    pieces = [piece for piece in arm.body if not isinstance(piece, Note)]
    if arm.label == "No" and len(pieces) == 1 and isinstance(pieces[0], Branch):
        return pieces[0] if is_question(pieces[0]) else None
    return None


def is_question(branch: Branch) -> bool:
    """Tell a question with Yes and No from the cases of a `match`."""
    return all(arm.label in ("Yes", "No") for arm in branch.arms)


def leaves(block: Block) -> bool:
    """Tell whether a part never goes on with what stands behind it."""
    return any(_leaves(piece) for piece in block)


def _leaves(piece: Piece) -> bool:
    if isinstance(piece, Branch):
        return is_complete(piece) and all(leaves(arm.body) for arm in piece.arms)
    if isinstance(piece, Try):
        handled = all(leaves(handler.body) for handler in piece.handlers)
        return leaves(piece.final) or (leaves((*piece.body, *piece.orelse)) and handled)
    if isinstance(piece, Region | Retry):
        return leaves(piece.body)
    return isinstance(piece, Exit)


def returned(block: Block) -> str:
    """Return the shape of what a function gives back, "" where there is none or several.

    What is worked out on the spot (`merge().fillna()`) is no shape.
    """
    labels = {piece.label for piece in returns(block) if piece.label}
    label = labels.pop() if len(labels) == 1 else ""
    return "" if "(" in label else label


def returns(block: Block) -> Iterator[Exit]:
    """Yield the returns of a function."""
    return (piece for piece in _exits(block) if piece.kind == "return")


def _exits(block: Block) -> Iterator[Exit]:
    """Yield the exits of a function, without those of the functions that it calls."""
    for piece in block:
        if isinstance(piece, Exit):
            yield piece
        else:
            for part in parts(piece):
                yield from _exits(part)


def without_returns(block: Block, *, labelled: bool = True) -> Block:
    """Return a function's body without the returns that change nothing: it ends there anyway.

    Those that say what they give are kept unless `labelled`.
    """
    if not block:
        return ()
    *others, last = block
    if isinstance(last, Exit):
        idle = last.kind == "return" and (labelled or not last.label)
        return without_returns(tuple(others), labelled=labelled) if idle else block
    return (*others, _without_returns(last, labelled=labelled))


def _without_returns(piece: Piece, *, labelled: bool) -> Piece:
    def body(block: Block) -> Block:
        return without_returns(block, labelled=labelled)

    if isinstance(piece, Branch):
        return replace(piece, arms=tuple(replace(a, body=body(a.body)) for a in piece.arms))
    if isinstance(piece, Try):
        handlers = tuple(replace(h, body=body(h.body)) for h in piece.handlers)
        guarded = piece.body if piece.orelse else body(piece.body)
        return replace(piece, body=guarded, handlers=handlers, orelse=body(piece.orelse))
    return replace(piece, body=body(piece.body)) if isinstance(piece, Region | Retry) else piece


def parts(piece: Piece) -> tuple[Block, ...]:
    """Return the blocks directly in a piece; what a step does inside isn't among them."""
    if isinstance(piece, Branch):
        return tuple(arm.body for arm in piece.arms)
    if isinstance(piece, Loop):
        return (piece.body, piece.orelse)
    if isinstance(piece, Try):
        handlers = (handler.body for handler in piece.handlers)
        return (piece.body, *handlers, piece.orelse, piece.final)
    if isinstance(piece, Parallel):
        return piece.arms
    return (piece.body,) if isinstance(piece, Region | Retry) else ()


def first_step(block: Block) -> str:
    """Return the name of the first step of a part, "" without one."""
    for piece in block:
        found = (
            piece.name
            if isinstance(piece, Step)
            else next(filter(None, map(first_step, parts(piece))), "")
        )
        if found:
            return found
    return ""
