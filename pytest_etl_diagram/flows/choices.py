"""Calls of one of several things, by a condition that isn't known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import BoundMethod, ClassValue, Instance, text_of
from pytest_etl_diagram.flows.recording import parts
from pytest_etl_diagram.flows.tree import Step

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tree import Block, Piece


def option_name(option: object) -> str:
    """Return what one of several callables is called in a decision between them."""
    if isinstance(option, BoundMethod):
        receiver = option.receiver
        if isinstance(receiver, Instance) and isinstance(receiver.cls, ClassValue):
            return receiver.cls.name
    name = getattr(option, "name", None)
    return name if isinstance(name, str) else text_of(option).strip("{}")


def comparable(block: Block) -> Block:
    """Return a block without what differs between two traces of the same thing."""
    return tuple(_comparable(piece) for piece in block)


def _comparable(piece: Piece) -> Piece:
    if isinstance(piece, Step):
        inner = comparable(piece.inner)
        return replace(piece, id=0, takes=(), place=None, inner=inner, gives=False)
    if next(parts(piece), None) is None:
        return replace(piece, place=None)
    return piece
