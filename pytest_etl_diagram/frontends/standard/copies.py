"""`copy`: copies of containers and of plain objects."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.budgets import COPIED
from pytest_etl_diagram.evaluate.values import (
    Args,
    Dict,
    Instance,
    List,
    SetValue,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def _copy(it: Interpreter, args: Args) -> object:
    value = args.get(0, "x")
    if isinstance(value, (List, Dict)):
        return it.call_method(value, "copy")
    return _copied_instance(value, lambda v: v)


def _deepcopy(it: Interpreter, args: Args) -> object:
    known: dict[int, object] = {}
    copied = deep(args.get(0, "x"), known)
    it.spend(len(known) // COPIED)
    return copied


def each_part(value: Dict | List, change: Callable[[object], object]) -> Dict | List:
    """Return a copy with every item changed, as uncertain as the original."""
    if isinstance(value, Dict):
        copied = Dict(zip(value, map(change, value.values()), strict=True))
        copied.maybe = value.maybe
        return copied
    items = List(map(change, value))
    items.maybe, items.over = value.maybe, value.over
    return items


def deep(value: object, known: dict[int, object] | None = None) -> object:
    """Return a copy of containers and plain objects; what a library made is shared.

    `known` are the copies so far by the id of what they are of: what is held twice is copied
    once, as in Python.
    """
    known = {} if known is None else known
    if id(value) not in known:
        known[id(value)] = _copied(value, known)
    return known[id(value)]


def _copied(value: object, known: dict[int, object]) -> object:
    copied = partial(deep, known=known)
    if isinstance(value, (Dict, List)):
        return each_part(value, copied)
    if isinstance(value, tuple):
        return tuple(map(copied, value))
    if isinstance(value, SetValue):
        return SetValue(value.items)
    return _copied_instance(value, copied)


def _copied_instance(value: object, each: Callable[[object], object]) -> object:
    if type(value) is not Instance:
        return value
    copied = Instance(value.cls)
    copied.args = value.args
    copied.attrs = {k: each(v) for k, v in value.attrs.items()}
    return copied


FUNCTIONS: Mapping[str, Callable[[Interpreter, Args], object]] = {
    "copy.copy": _copy,
    "copy.deepcopy": _deepcopy,
}
VALUES: Mapping[str, object] = {}
