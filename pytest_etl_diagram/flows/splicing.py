"""Putting the body of a private function where it is called."""

from __future__ import annotations

from dataclasses import replace

from pytest_etl_diagram.flows.recording import pieces
from pytest_etl_diagram.flows.tree import Arm, Block, Branch, Exit, Piece


def spliced(block: Block) -> Block | None:
    """Return a function's body as a part of its caller, None where that isn't possible.

    A `return` in it only ends the function: what would follow a branch that returns
    moves into the other arm. Out of loops, handlers and regions that can't be said.
    """
    found: list[Piece] = []
    for index, piece in enumerate(block):
        if _is_return(piece):
            break
        if not _returns(piece):
            found.append(piece)
            continue
        if not isinstance(piece, Branch):
            return None
        branch = _joined(piece, block[index + 1 :])
        if branch is None:
            return None
        found.append(branch)
        break
    return tuple(found)


def _is_return(piece: Piece) -> bool:
    return isinstance(piece, Exit) and piece.kind == "return"


def _returns(piece: Piece) -> bool:
    return any(_is_return(inner) for inner in pieces((piece,)))


def _ends(block: Block) -> bool:
    """Tell whether a block never goes on behind itself."""
    last = block[-1] if block else None
    if isinstance(last, Exit):
        return True
    return isinstance(last, Branch) and all(_ends(arm.body) for arm in last.arms)


def _joined(branch: Branch, rest: Block) -> Branch | None:
    """Return a branch with what follows it put into the arm that goes on."""
    going_on = [arm for arm in branch.arms if not _ends(arm.body)]
    if len(going_on) > 1 and rest and not all(_is_return(piece) for piece in rest):
        return None
    arms: list[Arm] = []
    for arm in branch.arms:
        body = spliced(arm.body if _ends(arm.body) else (*arm.body, *rest))
        if body is None:
            return None
        arms.append(replace(arm, body=body))
    return replace(branch, arms=tuple(arms))
