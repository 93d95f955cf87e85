"""The pieces of a flow as parts of the drawing, one function each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.diagrams.activity.guards import lower_try
from pytest_etl_diagram.diagrams.activity.retrying import (
    Attempt,
    ask,
    attempt_of,
    lower_retry,
    retried,
)
from pytest_etl_diagram.diagrams.activity.scopes import (
    InCall,
    InLoop,
    Leaving,
    Spot,
    caught_in,
    end,
    leave,
    route,
)
from pytest_etl_diagram.diagrams.activity.sketch import (
    Box,
    Landing,
    Sink,
    Sketch,
    Vertex,
    Way,
)
from pytest_etl_diagram.diagrams.steps import merged, places, policy_told, told
from pytest_etl_diagram.diagrams.steps.exceptions import ANY, of_exit
from pytest_etl_diagram.diagrams.steps.ways import all_arms, is_endless
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
    from collections.abc import Callable

    from pytest_etl_diagram.flows.tree import Block


def lower(sketch: Sketch, block: Block, spot: Spot) -> None:
    """Draw a block behind the open ways; what it can't reach isn't drawn."""
    for piece in block:
        if not sketch.open:
            return
        if isinstance(piece, (Step, Exit)) or sketch.matters((piece,)):
            _LOWERING[type(piece)](sketch, piece, spot)


def _step(sketch: Sketch, piece: Step, spot: Spot) -> None:
    if piece.policy is None:
        _call(sketch, piece, spot)
    else:
        attempt = attempt_of(piece, piece.policy, spot)
        retried(sketch, attempt, lambda: _tried(sketch, piece, spot, attempt))
    if spot.retried is not None:
        ask(sketch, spot.retried)


def _tried(sketch: Sketch, piece: Step, spot: Spot, attempt: Attempt) -> None:
    _call(sketch, piece, replace(spot, scope=attempt.scope))
    ask(sketch, attempt)


def _call(sketch: Sketch, piece: Step, spot: Spot) -> None:
    expanded = piece.expand and any(
        sketch.matters((each,)) for each in piece.inner if not isinstance(each, Exit)
    )
    more = policy_told(spot.retried.policy, spot.retried.said) if spot.retried else ()
    facts = told(piece, sketch.summaries, expanded=expanded, more=more)
    around = (*spot.around, piece.component)
    group = sketch.box(Box(piece.name, around, spot.group)) if expanded else spot.group
    here = sketch.place(
        Vertex(
            piece.name,
            piece.name,
            piece.role,
            around,
            group,
            merged(fact for fact, _ in facts),
            piece.place,
            places(piece, facts),
        )
    )
    if expanded:
        scope = InCall(spot.scope)
        lower(sketch, piece.inner, Spot(scope, group, (*spot.around, piece.name)))
        sketch.open += scope.returned
    elif not sketch.summaries.comes_back(piece):
        for thrown in sketch.summaries.of(piece).thrown:
            sketch.open = [Way(here)]
            leave(sketch, Leaving("raise", thrown=thrown, place=piece.place), spot.scope)


def _note(sketch: Sketch, piece: Note, spot: Spot) -> None:
    key = f"note_{piece.text}"
    sketch.place(Vertex(key, piece.text, "note", spot.around, spot.group, place=piece.place))


def _branch(sketch: Sketch, piece: Branch, spot: Spot) -> None:
    question = f"{piece.test}?"
    here = sketch.place(
        Vertex(piece.test, question, "decision", spot.around, spot.group, place=piece.place)
    )
    ends: Sink = []
    for arm in all_arms(piece):
        sketch.open = [Way(here, label=arm.label)]
        around = (*spot.around, f"{question} {arm.label}")
        lower(sketch, arm.body, replace(spot, around=around))
        ends += sketch.take()
    sketch.open = ends


_HEADS = {"async for": "async for each", "while": "while"}


def _head(piece: Loop) -> tuple[str, str, str]:
    """Return what the head of a loop says, and the labels of its ways into the body and out."""
    if is_endless(piece):
        return "repeat", "", ""
    text = f"{_HEADS.get(piece.kind, 'for each')} {piece.over}".rstrip()
    return (text, "Yes", "No") if piece.kind == "while" else (text, "", "done")


def _loop(sketch: Sketch, piece: Loop, spot: Spot) -> None:
    text, inward, outward = _head(piece)
    key = text.replace(" ", "_")
    head = sketch.place(Vertex(key, text, "loop", spot.around, spot.group, place=piece.place))
    scope = InLoop(spot.scope)
    sketch.open = [Way(head, label=inward)]
    lower(sketch, piece.body, replace(spot, scope=scope, around=(*spot.around, text)))
    sketch.open += scope.again
    sketch.repeat(Landing(head))
    if not is_endless(piece):
        sketch.open = [Way(head, label=outward)]
        lower(sketch, piece.orelse, spot)
    sketch.open += scope.broken


def _parallel(sketch: Sketch, piece: Parallel, spot: Spot) -> None:
    """Draw a fork, an arm a way, and where they come together; an arm without content isn't one."""
    key = piece.label or "parallel"
    facts = merged(piece.facts)
    fork = sketch.place(Vertex(key, key, "fork", spot.around, spot.group, facts, piece.place))
    ends: Sink = []
    for arm in filter(sketch.matters, piece.arms):
        sketch.open = [Way(fork, label="each" if piece.repeated else "")]
        lower(sketch, arm, spot)
        ends += sketch.take()
    sketch.open = ends
    if ends:
        join = Vertex(f"{key}_join", "join", "fork", spot.around, spot.group, place=piece.place)
        sketch.place(join)


def _region(sketch: Sketch, piece: Region, spot: Spot) -> None:
    group = sketch.box(Box(piece.label, spot.around, spot.group))
    lower(sketch, piece.body, replace(spot, group=group))


def _exit(sketch: Sketch, piece: Exit, spot: Spot) -> None:
    if piece.kind != "raise":
        leave(sketch, Leaving(piece.kind, piece.label, place=piece.place), spot.scope)
        return
    known = bool(piece.label or piece.names)
    thrown = of_exit(piece) if known else caught_in(spot.scope) or ANY
    leaving = Leaving("raise", thrown=thrown, place=piece.place)
    sinks, _ = route(leaving, spot.scope)
    if not sinks:
        end(sketch, leaving)
        return
    words = ("raise", thrown.label) if thrown.label else ("raise",)
    sketch.place(
        Vertex(
            "_".join((*words, "inside")),
            " ".join(words),
            "error",
            spot.around,
            spot.group,
            place=piece.place,
        )
    )
    leave(sketch, leaving, spot.scope)


_LOWERING: dict[type, Callable[[Sketch, Any, Spot], None]] = {
    Step: _step,
    Note: _note,
    Branch: _branch,
    Loop: _loop,
    Try: lambda sketch, piece, spot: lower_try(sketch, piece, spot, lower),
    Retry: lambda sketch, piece, spot: lower_retry(sketch, piece, spot, lower),
    Parallel: _parallel,
    Region: _region,
    Exit: _exit,
}
