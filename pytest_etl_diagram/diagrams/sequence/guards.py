"""Guarded regions of a sequence, and what is done on an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.sequence import texts
from pytest_etl_diagram.diagrams.sequence.frames import Way, frame, guarded
from pytest_etl_diagram.diagrams.sequence.ways import leaves

if TYPE_CHECKING:
    from pytest_etl_diagram.diagrams.sequence.drawing import Drawing, Scope
    from pytest_etl_diagram.diagrams.sequence.frames import Lines
    from pytest_etl_diagram.flows.tree import Handler, Try


def draw_try(drawing: Drawing, piece: Try, scope: Scope) -> Lines:
    """Draw a `try`: what is guarded with its handlers, then `else` and `finally`."""
    handlers = tuple(_handler(drawing, handler, scope) for handler in piece.handlers)
    drawing.section("critical", texts.TRY, piece.place)
    body = drawing.block(piece.body, scope)
    lines = guarded(body, handlers) if handlers else body
    afterwards = drawing.block(piece.orelse, scope)
    if not all(handler.leaves for handler in handlers):
        afterwards = frame("opt", texts.NO_EXCEPTION, afterwards)
    final = drawing.block(piece.final, scope)
    remark = drawing.note(texts.FINALLY, scope, piece.place) if final else ()
    return (*lines, *afterwards, *remark, *final)


def _handler(drawing: Drawing, handler: Handler, scope: Scope) -> Way:
    label = texts.handler_label(handler)
    for kind in ("critical", "opt", "break"):
        drawing.section(kind, label, handler.place)
    lines = drawing.block(handler.body, scope)
    lines = lines or drawing.note(texts.SWALLOWED, scope, handler.place)
    return Way(label, lines, leaves(handler.body))
