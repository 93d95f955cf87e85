"""Calls of Python's own types: `str(x)`, `dict(x)`, `int("3")`."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.operators import FAULTS, fault, textual
from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    ClassValue,
    Dict,
    External,
    Instance,
    List,
    SetValue,
    Unknown,
    Value,
    inside,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


def _text(it: Interpreter, args: Args) -> object:
    if not args.positional:
        return ""
    value = args.positional[0]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    shown, exact = textual(it, value)
    if exact and isinstance(shown, (list, dict, tuple)) and holds_values(shown):
        return Unknown(text_of(value))
    return str(shown) if exact else Unknown(text_of(value))


def holds_values(value: object) -> bool:
    """Tell whether a container has parts that aren't plain."""
    parts = value.values() if isinstance(value, dict) else value
    return any(isinstance(p, Value) for p in parts)  # type: ignore[attr-defined]  a container


def _number(kind: type) -> Callable[[Interpreter, Args], object]:
    def construct(it: Interpreter, args: Args) -> object:
        del it
        if any(isinstance(a, Value) for a in args.positional):
            return Unknown(text_of(args.positional[0]))
        if any(isinstance(a, str) and len(a) > 4000 for a in args.positional):  # noqa: PLR2004  CPython's limit is 4,300 digits
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
    return Unknown(text_of(args.positional[0])) if truth is None else truth


def _list(it: Interpreter, args: Args) -> object:
    from pytest_etl_diagram.evaluate.natives import listed  # noqa: PLC0415  natives lists the types

    return listed(it, args.positional[0]) if args.positional else List()


def _tuple(it: Interpreter, args: Args) -> object:
    items = _list(it, args)
    uncertain = isinstance(items, List) and (items.maybe or items.over)
    return items if uncertain or not isinstance(items, List) else tuple(items)


def _set(it: Interpreter, args: Args) -> object:
    items = _list(it, args)
    if isinstance(items, List) and (items.maybe or items.over):
        return items
    try:
        return SetValue(items)  # type: ignore[arg-type]  a list
    except TypeError as error:
        raise fault(error) from error


def _dict(it: Interpreter, args: Args) -> object:
    result = Dict()
    result.depth = it.uncertain
    for source in args.positional[:1]:
        if isinstance(source, dict):
            result.update(source)
            result.maybe = getattr(source, "maybe", False)
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
    if any(isinstance(a, Value) for a in args.positional):
        return Unknown("{range(" + ", ".join(text_of(a).strip("{}") for a in args.positional) + ")}")
    try:
        return range(*args.positional)  # type: ignore[arg-type]  Python decides what fits
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


def is_instance(it: Interpreter, args: Args) -> object:
    """Return `isinstance(value, kinds)`."""
    value, kinds = args.get(0, "obj"), args.get(1, "class_or_tuple")
    found = _is_a(it, value, kinds)
    return Unknown("{isinstance(" + text_of(value).strip("{}") + ")}") if found is None else found


def _is_a(it: Interpreter, value: object, kind: object) -> bool | None:
    if isinstance(kind, (tuple, List)):
        found = [_is_a(it, value, k) for k in kind]
        return True if True in found else (None if None in found else False)
    if isinstance(value, Choice):
        options = {_is_a(it, option, kind) for option in value.options}
        return options.pop() if len(options) == 1 else None
    if isinstance(value, Unknown) or isinstance(kind, (Unknown, Choice)):
        return None
    if isinstance(kind, type):
        if isinstance(value, SetValue):
            return kind in (set, frozenset)
        return not isinstance(value, Value) and isinstance(value, kind)
    if isinstance(value, Instance) and isinstance(value.cls, ClassValue):
        if kind in value.cls.mro:
            return True
        return value.is_a(kind)
    if isinstance(value, Value):
        return value.is_a(kind)
    return None if isinstance(kind, External) and kind.leaf in ABSTRACT else False


ABSTRACT = frozenset("Iterable Iterator Sequence Mapping Callable Hashable Sized Container".split())
"""Classes of collections.abc and typing: being one is a matter of methods, not of ancestry."""


def is_subclass(it: Interpreter, args: Args) -> object:
    """Return `issubclass(cls, kinds)`."""
    del it
    cls, kind = args.get(0, "cls"), args.get(1, "class_or_tuple")
    if isinstance(cls, ClassValue):
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if any(k in cls.mro for k in kinds):
            return True
        return Unknown("{issubclass}") if cls.external_bases() else False
    if isinstance(cls, type) and isinstance(kind, type):
        return issubclass(cls, kind)
    return Unknown("{issubclass}")


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
