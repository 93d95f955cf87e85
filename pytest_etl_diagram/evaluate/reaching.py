"""What can be reached from a value, and what of that can change.

Everything that values are made of is known here by its type. What isn't, or belongs to one
evaluation only, can't be used by several.
"""

from __future__ import annotations

import configparser
import dataclasses
import enum
import functools
import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from itertools import chain
from operator import attrgetter
from pathlib import PurePosixPath
from types import (
    BuiltinFunctionType,
    CellType,
    FunctionType,
    MethodType,
    MethodWrapperType,
    ModuleType,
    SimpleNamespace,
)
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.scope import Scope
from pytest_etl_diagram.evaluate.values import (
    Annotation,
    Args,
    BoundMethod,
    Choice,
    Dict,
    External,
    FunctionValue,
    List,
    Method,
    Native,
    ScopedNative,
    Transparent,
    Unknown,
    Value,
    Wrapper,
)
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping


class Unsealable(Exception):  # noqa: N818  an answer, not an error
    """Something is reached that belongs to one evaluation only, or isn't known to change how."""


ATOMS: frozenset[type] = frozenset(
    (
        type(None), type(...), type(NotImplemented), object, bool, int, float, complex, str, bytes,
        date, datetime, time, timedelta, timezone, range, PurePosixPath, re.Pattern, re.Match,
        ModuleType,
    )
)  # fmt: skip
"""Types of what holds nothing that can change."""

FIXED: frozenset[type] = frozenset(
    (
        Annotation, BoundMethod, Choice, External, Method, Native, ScopedNative, Transparent,
        Unknown, Wrapper,
    )
)  # fmt: skip
"""Values that nobody changes once they are made; what they hold may change."""

CHANGING: Mapping[type, tuple[str, ...]] = {FunctionValue: ("attributes", "owner")}
"""Of values that are changed in few ways, the attributes that are."""

HOLDS: Mapping[type, Callable[[Any], Iterable[object]]] = {
    tuple: iter,
    frozenset: iter,
    list: iter,
    List: iter,
    dict: lambda value: (*value, *value.values()),
    Dict: lambda value: (*value, *value.values()),
    slice: lambda value: (value.start, value.stop, value.step),
    MethodType: lambda value: (value.__self__, value.__func__),
    MethodWrapperType: lambda value: (value.__self__,),
    BuiltinFunctionType: lambda value: (value.__self__,),
    CellType: lambda value: (value.cell_contents,),
    functools.partial: lambda value: (value.func, value.args, value.keywords),
    FunctionType: lambda value: chain(
        value.__closure__ or (), value.__defaults__ or (), (value.__kwdefaults__ or {}).values()
    ),
}
"""By its type, what a plain object holds."""

OPEN = (
    configparser.RawConfigParser,
    configparser.SectionProxy,
    configparser.ConverterMapping,
    configparser.Interpolation,
    SimpleNamespace,
)
"""Plain classes whose objects keep all they know in their `__dict__`."""

DICTS, LISTS = (dict, Dict), (list, List)

FLAGS: Mapping[type, tuple[str, ...]] = {
    List: ("maybe", "over", "depth"),
    Dict: ("maybe", "depth"),
    CellType: ("cell_contents",),
}
"""Attributes of plain objects that can change beside what they hold."""


@dataclasses.dataclass(frozen=True, slots=True)
class Shape:
    """What there is to look at in the objects of a type.

    - `parts`: gives what an object holds; None where nothing that it holds can change.
    - `changing`: the attributes that can change, beside the items of dicts and lists.
    - `has_dict`: it keeps further attributes in its `__dict__`.
    """

    parts: Callable[[Any], Iterable[object]] | None = None
    changing: tuple[str, ...] = ()
    has_dict: bool = False


_SHAPES: dict[type, Shape] = {}


def shape_of(kind: type[Any]) -> Shape:
    """Return what to look at in the objects of a type; raise Unsealable where nobody knows."""
    found = _SHAPES.get(kind)
    if found is None:
        found = _SHAPES[kind] = _shape(kind)
    return found


def _shape(kind: type[Any]) -> Shape:
    if kind in ATOMS or kind.__module__.startswith(tree.__name__):
        return Shape()
    if kind in HOLDS:
        return Shape(HOLDS[kind], FLAGS.get(kind, ()))
    if issubclass(kind, (Value, Scope, Args)):
        slots = tuple(_slots(kind))
        changing = () if kind in FIXED else CHANGING.get(kind, slots)
        return Shape(_getter(slots), changing, has_dict=kind.__dictoffset__ != 0)
    if issubclass(kind, OPEN):
        return Shape(_getter(()), has_dict=True)
    if issubclass(kind, (type, enum.Enum, tzinfo)):
        return Shape()
    if issubclass(kind, tuple):
        return Shape(iter)
    if dataclasses.is_dataclass(kind) and getattr(kind, "__dataclass_params__").frozen:  # noqa: B009  it has no type
        return Shape(_getter(tuple(field.name for field in dataclasses.fields(kind))))
    raise Unsealable(kind.__name__)


def _slots(kind: type[Any]) -> Iterator[str]:
    for cls in kind.__mro__:
        slots = cls.__dict__.get("__slots__", ())
        yield from (slots,) if isinstance(slots, str) else slots


def _getter(names: tuple[str, ...]) -> Callable[[Any], Iterable[object]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: [getattr(value, name) for name in names]


@dataclasses.dataclass(slots=True)
class Reached:
    """What can change of that which is reached: `objects` are those with attributes, by type."""

    dicts: list[dict[Any, Any]] = dataclasses.field(default_factory=list)
    lists: list[list[Any]] = dataclasses.field(default_factory=list)
    objects: dict[type, list[Any]] = dataclasses.field(default_factory=dict)


def reach(roots: Iterable[object], known: Container[int]) -> Reached:
    """Look through all that can be reached from `roots`, but for the objects of the ids `known`.

    Raises Unsealable for what belongs to one evaluation: an interpreter, an iterator, a
    generator, or an object of which nobody knows what it holds.
    """
    found = Reached()
    seen: set[int] = set()
    waiting: list[Any] = list(roots)
    while waiting:
        value = waiting.pop()
        kind = type(value)
        shape = _SHAPES.get(kind) or shape_of(kind)
        own = id(value)
        if own in seen or own in known or shape.parts is None:
            continue
        seen.add(own)
        if kind in DICTS:
            found.dicts.append(value)
        elif kind in LISTS:
            found.lists.append(value)
        if shape.changing:
            found.objects.setdefault(kind, []).append(value)
        if shape.has_dict:
            waiting.append(value.__dict__)
        try:
            parts = tuple(shape.parts(value))
        except (AttributeError, ValueError) as error:  # a slot, or a cell, with nothing in it
            raise Unsealable(kind.__name__) from error
        if not ATOMS.issuperset(map(type, parts)):
            waiting.extend([part for part in parts if type(part) not in ATOMS])
    return found
