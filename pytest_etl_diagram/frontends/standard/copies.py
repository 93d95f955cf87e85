"""`copy`: copies of containers and of plain objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    del it
    return deep(args.get(0, "x"))


def each_part(value: Dict | List, change: Callable[[object], object]) -> Dict | List:
    """Return a copy with every item changed, as uncertain as the original."""
    if isinstance(value, Dict):
        copied = Dict((k, change(v)) for k, v in value.items())
        copied.maybe = value.maybe
        return copied
    items = List(change(v) for v in value)
    items.maybe, items.over = value.maybe, value.over
    return items


def deep(value: object) -> object:
    """Return a copy of containers and plain objects; what a library made is shared."""
    if isinstance(value, (Dict, List)):
        return each_part(value, deep)
    if isinstance(value, tuple):
        return tuple(deep(v) for v in value)
    if isinstance(value, SetValue):
        return SetValue(value.items)
    return _copied_instance(value, deep)


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
