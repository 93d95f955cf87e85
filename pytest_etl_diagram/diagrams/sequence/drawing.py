"""Drawing the pieces of a flow, one kind of piece a function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.diagrams.sequence import texts
from pytest_etl_diagram.diagrams.sequence.frames import (
    Way,
    decision,
    frame,
    frames,
    is_idle,
    without_idle_end,
)
from pytest_etl_diagram.diagrams.sequence.guards import draw_try
from pytest_etl_diagram.diagrams.sequence.keys import message_key, section_key
from pytest_etl_diagram.diagrams.sequence.participants import Cast
from pytest_etl_diagram.diagrams.sequence.ways import (
    first_step,
    is_complete,
    is_last,
    is_question,
    leaves,
    next_question,
    returned,
    returns,
    without_returns,
)
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
from pytest_etl_diagram.masking import mask
from pytest_etl_diagram.model import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.diagrams.sequence.frames import Lines
    from pytest_etl_diagram.diagrams.sequence.participants import Participant
    from pytest_etl_diagram.flows.tree import Arm, Block, Flow, Piece
    from pytest_etl_diagram.model import Place

TELLING = frozenset({"validate", "notify", "error"})
"""Roles of what a participant does by itself that are worth a message to itself."""

REACHING = frozenset({"extract", "load", "dependency"})
"""Roles of a library's calls that reach out of the program, though it isn't known where to."""


DECISIONS = ("alt", "opt", "break")
"""The frames by which a decision is drawn."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is at work: `routine` is the function that a return ends, "" for the flow's own.

    With `everything` each step is shown. Calls inside calls are followed `depth` deep.
    """

    who: Participant
    routine: str = ""
    everything: bool = False
    depth: int = 0


class Drawing:
    """A sequence in the making: `cast` and `places` fill while it is drawn.

    `left_out` are the keys of what isn't drawn, though its place is known.
    """

    def __init__(self, flow: Flow) -> None:
        """Start with nobody but the flow's pipeline and callers."""
        self.cast = Cast(flow)
        self.places: dict[str, Place] = {}
        self.left_out: set[str] = set()

    def put(self, key: str, place: Place | None) -> None:
        """Remember where a line is made; of several the first."""
        if place is not None:
            self.places.setdefault(key, place)

    def block(self, block: Block, scope: Scope) -> Lines:
        """Return the lines of a part of the flow, up to where it leaves."""
        lines: list[Any] = []
        for piece in block:
            lines += _PIECES[type(piece)](self, piece, scope)
            if isinstance(piece, Exit):
                break
        return tuple(lines)

    def shown(self, block: Block, scope: Scope) -> Lines:
        """Return the lines of a part that mustn't be empty as long as it has a step."""
        lines = self.block(block, scope)
        return lines or (
            () if scope.everything else self.block(block, replace(scope, everything=True))
        )

    def section(self, kind: str, label: str, place: Place | None) -> str:
        """Remember where a section is made, and return its label."""
        self.put(section_key(kind, label), place)
        return label

    def message(
        self, source: str, target: str, text: str, kind: str, place: Place | None
    ) -> Message:
        """Return a message, and remember where it is made."""
        message = Message(source, target, text, kind)
        self.put(message_key(message), place)
        return message

    def leave_out(self, message: Message, place: Place | None) -> None:
        """Remember where a message would be made that isn't: a result that nobody takes."""
        key = message_key(message)
        self.put(key, place)
        self.left_out.add(key)

    def note(self, text: str, scope: Scope, place: Place | None) -> Lines:
        """Return a remark on the one who is at work."""
        return (self.message(scope.who.id, scope.who.id, text, "note", place),)


def _step(drawing: Drawing, step: Step, scope: Scope) -> Lines:
    if step.policy is None:
        return _call(drawing, step, scope)
    lines = _call(drawing, step, scope) or _to_itself(drawing, step, scope)
    said = step.policy.place or step.place
    label = drawing.section("loop", texts.policy_label(step.policy), said)
    return frame("loop", label, lines)


def _call(drawing: Drawing, step: Step, scope: Scope) -> Lines:
    who = drawing.cast.of_step(step, scope.who)
    if who is None:
        return _library_call(drawing, step, scope)
    if who == scope.who:
        return _own_call(drawing, step, scope)
    call = drawing.message(scope.who.id, who.id, texts.call_text(step), "call", step.place)
    lines = (call, *_reached(drawing, step, who.id), *_inside(drawing, step, scope, who))
    text = mask(returned(step.inner)) or texts.RESULT
    if not step.gives:
        drawing.leave_out(Message(who.id, scope.who.id, text, "return"), step.place)
        return lines
    return (*lines, drawing.message(who.id, scope.who.id, text, "return", step.place))


def _library_call(drawing: Drawing, step: Step, scope: Scope) -> Lines:
    """Draw what a library's call reaches; what it does inside (a callback) is the caller's."""
    lines = (*_reached(drawing, step, scope.who.id), *_inside(drawing, step, scope, scope.who))
    if lines or not (scope.everything or step.role in TELLING | REACHING):
        return lines
    return _to_itself(drawing, step, scope)


def _own_call(drawing: Drawing, step: Step, scope: Scope) -> Lines:
    """Draw a call of a function of its own: as what it does, and by itself where that tells."""
    lines = (*_reached(drawing, step, scope.who.id), *_inside(drawing, step, scope, scope.who))
    cut_off = bool(step.inner) and not scope.depth
    if step.role in TELLING or cut_off or (scope.everything and not lines):
        return (*_to_itself(drawing, step, scope), *lines)
    return lines


def _to_itself(drawing: Drawing, step: Step, scope: Scope) -> Lines:
    who = scope.who.id
    return (drawing.message(who, who, texts.call_text(step), "call", step.place),)


def _inside(drawing: Drawing, step: Step, scope: Scope, who: Participant) -> Lines:
    """Draw what a function does, with `who` at work."""
    if not scope.depth:
        return ()
    everything = scope.everything and who == scope.who
    inner = Scope(who, step.name, everything, scope.depth - 1)
    lines = drawing.block(without_returns(step.inner), inner)
    return without_idle_end(
        lines, {texts.exit_text(piece, step.name) for piece in returns(step.inner)}
    )


def _reached(drawing: Drawing, step: Step, who: str) -> Lines:
    """Return what a step itself asks of outside systems, and what they give."""
    lines: list[Message] = []
    for number, endpoint in enumerate(step.endpoints):
        system = drawing.cast.system(endpoint, step.place)
        text = texts.endpoint_text(endpoint, step.role, () if number else step.facts)
        lines.append(drawing.message(who, system, text, "call", step.place))
        given = texts.given_text(endpoint)
        if step.gives and given:
            lines.append(drawing.message(system, who, given, "return", step.place))
    return tuple(lines)


def _branch(drawing: Drawing, branch: Branch, scope: Scope) -> Lines:
    ways, complete = _ways(drawing, branch, scope)
    return decision(ways, complete=complete)


def _ways(drawing: Drawing, branch: Branch, scope: Scope) -> tuple[list[Way], bool]:
    """Return the ways out of a decision, and whether one of them is always taken.

    The decision that is all there is of an `else` is one of the same chain, if
    both are drawn.
    """
    ways: list[Way] = []
    complete = is_complete(branch)
    for arm in branch.arms:
        following = next_question(arm) if ways and ways[0].lines else None
        if following is None:
            lines = drawing.block(arm.body, scope)
        else:
            others, to_the_end = _ways(drawing, following, scope)
            if others and others[0].lines:
                return [*ways, *others], to_the_end
            lines = decision(others, complete=to_the_end)
        ways.append(_way(drawing, branch, arm, lines))
    return ways, complete


def _way(drawing: Drawing, branch: Branch, arm: Arm, lines: Lines) -> Way:
    test = mask(branch.test)
    label, beside = test, ""
    if not is_question(branch):
        label = f"{test}: {'anything else' if is_last(arm) else mask(arm.label)}"
    elif is_last(arm):
        label, beside = texts.negated(test), texts.OTHERWISE
    for kind in DECISIONS:
        drawing.section(kind, label, branch.place)
    return Way(label, lines, leaves(arm.body), beside)


def _loop(drawing: Drawing, loop: Loop, scope: Scope) -> Lines:
    label = drawing.section("loop", texts.loop_label(loop), loop.place)
    body = without_idle_end(drawing.block(loop.body, scope), (texts.CONTINUE,))
    lines = () if is_idle(body, texts.TURNS) else frame("loop", label, body)
    afterwards = drawing.block(loop.orelse, scope)
    return (*lines, *frame("opt", texts.NO_BREAK, afterwards))


def _retry(drawing: Drawing, retry: Retry, scope: Scope) -> Lines:
    said = retry.policy.place or retry.place
    label = drawing.section("loop", texts.policy_label(retry.policy), said)
    return frame("loop", label, drawing.shown(retry.body, scope))


def _parallel(drawing: Drawing, parallel: Parallel, scope: Scope) -> Lines:
    """Draw each arm as a section; the first also says by what they are run."""
    sections: list[tuple[str, Lines]] = []
    for arm in parallel.arms:
        lines = drawing.shown(arm, scope)
        name = "many at once" if parallel.repeated else first_step(arm)
        label = mask(name) if sections else texts.parallel_label(parallel, name)
        drawing.section("par", label, parallel.place)
        sections += [(label, lines)] if lines else []
    return frames("par", sections)


def _region(drawing: Drawing, region: Region, scope: Scope) -> Lines:
    """Draw what must not be disturbed as critical; other `with` blocks are no turn of the flow."""
    lines = drawing.block(region.body, scope)
    label = mask(region.label)
    if not texts.UNDISTURBED.search(label):
        return lines
    return frame("critical", drawing.section("critical", label, region.place), lines)


def _exit(drawing: Drawing, piece: Exit, scope: Scope) -> Lines:
    return drawing.note(texts.exit_text(piece, scope.routine), scope, piece.place)


def _nothing(_drawing: Drawing, _piece: Piece, _scope: Scope) -> Lines:
    return ()


_PIECES: dict[type[Any], Callable[[Drawing, Any, Scope], Lines]] = {
    Step: _step,
    Note: _nothing,
    Branch: _branch,
    Loop: _loop,
    Try: draw_try,
    Retry: _retry,
    Parallel: _parallel,
    Region: _region,
    Exit: _exit,
}
