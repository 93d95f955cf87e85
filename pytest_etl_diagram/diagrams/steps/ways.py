"""What can be said of a block before it is drawn: does it hold anything, how does it end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.steps.exceptions import catches_all
from pytest_etl_diagram.flows.recording import parts
from pytest_etl_diagram.flows.tree import (
    Arm,
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
    from collections.abc import Callable

    from pytest_etl_diagram.flows.tree import Block, Piece

Kinds = frozenset[str]

NEXT: Kinds = frozenset({"next"})
GOES_ON: Kinds = frozenset({"next", "return", "break", "continue"})
"""Ways out of a handler after which the exception is as if it had never been."""

COMES_BACK: Kinds = frozenset({"next", "return", "result"})
"""Ways out of a function that lead to what stands behind its call."""

NOTHING = frozenset(("", "{}", "[]", "()", "''"))
"""Results that tell their taker of nothing, not even of a failure."""

_JUMPS = frozenset({"break", "continue"})
_ANYTHING_ELSE = "_"
_OTHERWISE = "otherwise"
_ANSWERS = {"Yes": "No", "No": "Yes"}


def all_arms(piece: Branch) -> tuple[Arm, ...]:
    """Return the arms of a branch with the one that its source leaves out: an `if` without else.

    The cases of a `match` are complete with `_`, else `otherwise` none of them fits.
    """
    labels = {arm.label for arm in piece.arms}
    if labels <= _ANSWERS.keys():
        missing = [_ANSWERS[label] for label in labels if _ANSWERS[label] not in labels]
        return (*piece.arms, *(Arm(label, ()) for label in missing))
    if _ANYTHING_ELSE not in labels:
        return (*piece.arms, Arm(_OTHERWISE, ()))
    return tuple(
        Arm(_OTHERWISE, arm.body) if arm.label == _ANYTHING_ELSE else arm for arm in piece.arms
    )


def matters(block: Block, *, notes: bool = False, jumps: bool = True) -> bool:
    """Tell whether anything of a block is to be seen.

    Log lines count with `notes`. `break` and `continue` count with `jumps`, so
    that a decision between them is drawn in a loop that does something, and a
    loop with nothing else isn't.
    """
    return any(_matters(piece, notes, jumps) for piece in block)


def _matters(piece: Piece, notes: bool, jumps: bool) -> bool:  # noqa: FBT001 - two switches, private
    if isinstance(piece, Step):
        return True
    if isinstance(piece, Note):
        return notes
    if isinstance(piece, Exit):
        return jumps or piece.kind not in _JUMPS
    if isinstance(piece, Loop):
        body = matters(piece.body, notes=notes, jumps=False)
        return body or matters(piece.orelse, notes=notes, jumps=jumps)
    if isinstance(piece, Retry):
        return matters(piece.body, notes=notes, jumps=False)
    return any(matters(block, notes=notes, jumps=jumps) for block in parts(piece))


def ways_out(block: Block, comes_back: Callable[[Step], bool]) -> Kinds:
    """Return how a block may end: `next` is its end, `raise`, `break` and `continue` are clear.

    `result` is the return of something, `return` that of nothing or of what is empty. `comes_back`
    tells of a step whether anything behind it is ever reached.
    """
    found: set[str] = set()
    for piece in block:
        ways = _ways_out(piece, comes_back)
        found |= ways - NEXT
        if "next" not in ways:
            return frozenset(found)
    return frozenset(found) | NEXT


def _ways_out(piece: Piece, comes_back: Callable[[Step], bool]) -> Kinds:
    if isinstance(piece, Step):
        return NEXT if comes_back(piece) else frozenset({"raise"})
    if isinstance(piece, Exit):
        gives = piece.kind == "return" and piece.label not in NOTHING
        return frozenset({"result" if gives else piece.kind})
    if isinstance(piece, Try):
        return _ways_out_of_try(piece, comes_back)
    if isinstance(piece, Branch):
        ways = [ways_out(arm.body, comes_back) for arm in all_arms(piece)]
        return frozenset().union(*ways)
    if isinstance(piece, Parallel):
        ways = [ways_out(arm, comes_back) for arm in piece.arms]
        found = frozenset().union(*ways)
        return found if all("next" in each for each in ways) else found - NEXT
    if isinstance(piece, Loop):
        body = ways_out(piece.body, comes_back)
        ended = frozenset() if is_endless(piece) else ways_out(piece.orelse, comes_back)
        return (body - NEXT - _JUMPS) | ended | (NEXT if "break" in body else frozenset())
    if isinstance(piece, Retry):
        body = ways_out(piece.body, comes_back)
        return (body - _JUMPS) | (NEXT if "break" in body else frozenset())
    return ways_out(piece.body, comes_back) if isinstance(piece, Region) else NEXT


def _ways_out_of_try(piece: Try, comes_back: Callable[[Step], bool]) -> Kinds:
    found = ways_out(piece.body, comes_back)
    if "raise" in found and any(catches_all(handler.names) for handler in piece.handlers):
        found -= {"raise"}
    if "next" in found:
        found = (found - NEXT) | ways_out(piece.orelse, comes_back)
    found = found.union(*(ways_out(handler.body, comes_back) for handler in piece.handlers))
    final = ways_out(piece.final, comes_back)
    return found | (final - NEXT) if "next" in final else final


def is_endless(piece: Loop) -> bool:
    """Tell whether a loop ends by what is in its body only."""
    return piece.kind == "while" and not piece.over
