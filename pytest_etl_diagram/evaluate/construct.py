"""Calls of Python's own types: `str(x)`, `dict(x)`, `int("3")`."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.budgets import MAX_DIGITS
from pytest_etl_diagram.evaluate.conversion import holds_values, textual
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.iteration import listed
from pytest_etl_diagram.evaluate.values import (
    Args,
    ClassValue,
    Dict,
    External,
    Instance,
    List,
    SetValue,
    Unknown,
    Value,
    inside,
    mapping_of,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values.base import Plain


def _text(it: Interpreter, args: Args) -> object:
    if not args.positional:
        return ""
    value = args.positional[0]
    if isinstance(value, bytes):
        is_decoded = len(args.positional) > 1 or args.keywords
        return value.decode("utf-8", "replace") if is_decoded else str(value)
    shown, exact = textual(it, value)
    if exact and isinstance(shown, (list, dict, tuple)) and holds_values(shown):
        return Unknown(it.text_of(value))
    return str(shown) if exact else Unknown(it.text_of(value))


def _number(kind: type) -> Callable[[Interpreter, Args], object]:
    def construct(it: Interpreter, args: Args) -> object:
        del it
        if any(isinstance(a, Value) for a in args.positional):
            return Unknown(text_of(args.positional[0]))
        if any(isinstance(a, str) and len(a) > MAX_DIGITS for a in args.positional):
            return Unknown("{number}")
        try:
            result: object = kind(*args.positional, **args.keywords)
        except FAULTS as error:
            raise fault(error) from error
        return result

    return construct


def _bool(it: Interpreter, args: Args) -> object:
    if not args.positional:
        return False
    truth = it.truth(args.positional[0])
    return Unknown(it.text_of(args.positional[0])) if truth is None else truth


def _list(it: Interpreter, args: Args) -> List:
    return listed(it, args.positional[0]) if args.positional else List()


def _tuple(it: Interpreter, args: Args) -> object:
    items = _list(it, args)
    return items if items.maybe or items.over else tuple(items)


def _set(it: Interpreter, args: Args) -> object:
    items = _list(it, args)
    if items.maybe or items.over:
        return items
    try:
        return SetValue(items)
    except TypeError as error:
        raise fault(error) from error


def _dict(it: Interpreter, args: Args) -> object:
    result = Dict()
    result.depth = it.uncertain
    for source in args.positional[:1]:
        mapping = mapping_of(source)
        if mapping is not None:
            result.update(mapping)
            result.maybe = getattr(mapping, "maybe", False)
            continue
        items, over, maybe = it.spread(source)
        result.maybe = maybe or bool(over)
        for pair in items:
            if isinstance(pair, (list, tuple)) and len(pair) == 2:  # noqa: PLR2004  key and value
                result[pair[0]] = pair[1]
            else:
                result.maybe = True
    result.update(args.keywords)
    result.maybe = result.maybe or bool(args.open_ended)
    return result


def _range(it: Interpreter, args: Args) -> object:
    del it
    limits: list[Plain] = args.positional
    if any(isinstance(a, Value) for a in limits):
        return Unknown(
            "{range(" + ", ".join(text_of(a).strip("{}") for a in args.positional) + ")}"
        )
    try:
        return range(*limits)
    except FAULTS as error:
        raise fault(error) from error


def _slice(it: Interpreter, args: Args) -> object:
    del it
    return slice(*args.positional)


def _type(it: Interpreter, args: Args) -> object:
    """Return the class of a value, or make a class: `type(name, bases, namespace)`."""
    value = args.get(0, "object")
    if len(args.positional) == 3 and isinstance(value, str):  # noqa: PLR2004  the three-argument form
        bases, namespace = args.positional[1:]
        listed = tuple(b for b in it.items(bases) if isinstance(b, (Value, type)))
        return ClassValue(
            value, listed, Dict(namespace if isinstance(namespace, dict) else {}), it.path
        )
    if isinstance(value, Instance):
        return value.cls
    if isinstance(value, Value):
        return Unknown(inside(value.text, ".__class__"))
    return PLAIN_NAMES.get(type(value), type(value))


PLAIN_NAMES: Mapping[type, type] = {List: list, Dict: dict}
"""Our own containers show as Python's."""


def _bytes(it: Interpreter, args: Args) -> object:
    del it
    value = args.get(0, "source", "")
    return value.encode() if isinstance(value, str) else Unknown("{bytes}")


def _path(it: Interpreter, args: Args) -> object:
    shown = [textual(it, a) for a in args.positional]
    joined = PurePosixPath(*[str(s) for s, _ in shown])
    return joined if all(exact for _, exact in shown) else Unknown(str(joined))


CONSTRUCTORS: Mapping[type, Callable[[Interpreter, Args], Any]] = {
    str: _text,
    int: _number(int),
    float: _number(float),
    complex: _number(complex),
    bool: _bool,
    list: _list,
    tuple: _tuple,
    set: _set,
    frozenset: _set,
    dict: _dict,
    range: _range,
    slice: _slice,
    type: _type,
    bytes: _bytes,
    PurePosixPath: _path,
    object: lambda it, args: Instance(External("object")),  # noqa: ARG005  takes nothing
}
