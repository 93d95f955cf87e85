"""`try`: a guarded region, its handlers, and its `finally` on every way.

The guard, a node `try` in a box around the region, stands for whatever in the
region may fail: from it an edge goes to each handler, and to the final block
where no handler catches everything. A `raise` in so many words goes to its
handler by itself.

The final block is drawn once. All ways lead through it: the normal one, and
those of a return, a raise, a break or a continue, which go on behind it with
`after return` (and so on) on their edge. Drawn twice it would be the same
steps under two ids, and a change of it would show twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.activity.scopes import (
    InFinal,
    InGuard,
    InHandler,
    Leaving,
    Spot,
    leave,
)
from pytest_etl_diagram.diagrams.activity.sketch import Box, Sketch, Vertex, Way, changed
from pytest_etl_diagram.diagrams.steps.exceptions import ANY, of_names
from pytest_etl_diagram.diagrams.steps.sums import ANY_EXCEPTION

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.diagrams.activity.sketch import Sink
    from pytest_etl_diagram.flows.tree import Block, Handler, Try

    Lower = Callable[[Sketch, Block, Spot], None]

_BOX = "guarded"


def lower_try(sketch: Sketch, piece: Try, spot: Spot, lower: Lower) -> None:
    """Draw a `try`; one without handlers whose `finally` does nothing is only its body."""
    final = InFinal(spot.scope) if sketch.matters(piece.final) else None
    if final is None and not piece.handlers:
        lower(sketch, (*piece.body, *piece.orelse), spot)
        return
    outside = spot if final is None else replace(spot, scope=final)
    _guarded(sketch, piece, outside, lower, final)
    if final is not None:
        _final(sketch, piece, final, spot, lower)


def _guarded(sketch: Sketch, piece: Try, spot: Spot, lower: Lower, final: InFinal | None) -> None:
    """Draw region, `else` and handlers; what goes on behind them is left open."""
    group = sketch.box(Box(_BOX, spot.around, spot.group))
    guard = sketch.place(Vertex("try", "try", "guard", spot.around, group, place=piece.place))
    sinks: list[tuple[Handler, Sink]] = [
        (handler, [Way(guard, "raises", ", ".join(handler.names))]) for handler in piece.handlers
    ]
    scope = InGuard(spot.scope, tuple(sinks))
    lower(sketch, piece.body, replace(spot, scope=scope, group=group))
    lower(sketch, piece.orelse, spot)
    ends = sketch.take()
    _, passed = scope.stop(Leaving("raise", thrown=ANY, place=piece.place))
    if passed is not None and final is not None:
        sketch.open = [Way(guard)]
        leave(sketch, passed, final)
    for handler, sink in sinks:
        sketch.open = sink
        _handler(sketch, handler, spot, lower)
        ends += sketch.take()
    sketch.open = ends


def _handler(sketch: Sketch, handler: Handler, spot: Spot, lower: Lower) -> None:
    names = ", ".join(handler.names)
    text = f"except {names}".rstrip()
    swallowed = (("swallows", names or ANY_EXCEPTION),)
    facts = swallowed if sketch.summaries.swallows(handler) else ()
    key = "_".join(("except", *handler.names))
    sketch.place(Vertex(key, text, "handler", spot.around, spot.group, facts, handler.place))
    scope = InHandler(spot.scope, of_names(handler.names))
    lower(sketch, handler.body, replace(spot, scope=scope, around=(*spot.around, text)))


def _final(sketch: Sketch, piece: Try, final: InFinal, spot: Spot, lower: Lower) -> None:
    """Draw the final block behind all ways, and lead each on to where it was going."""
    normal = bool(sketch.open)
    for waiting in final.parked.values():
        sketch.open += waiting
    lower(sketch, piece.final, spot)
    ends = sketch.take()
    for leaving in final.parked:
        sketch.open = changed(ends, label=f"after {leaving.kind}")
        if sketch.open:
            leave(sketch, leaving, spot.scope)
    sketch.open = ends if normal else []
