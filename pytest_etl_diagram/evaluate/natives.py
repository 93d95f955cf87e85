"""Attributes, items and calls of plain Python objects: an allow-list, within budgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.budgets import MAX_ITEMS, check_size, check_template
from pytest_etl_diagram.evaluate.construct import CONSTRUCTORS
from pytest_etl_diagram.evaluate.containers import METHODS as CONTAINER_METHODS
from pytest_etl_diagram.evaluate.conversion import adopt, textual
from pytest_etl_diagram.evaluate.faults import FAULTS, fault
from pytest_etl_diagram.evaluate.iteration import items
from pytest_etl_diagram.evaluate.scope import Raised
from pytest_etl_diagram.evaluate.values import (
    Args,
    Choice,
    Dict,
    External,
    Generator,
    Instance,
    List,
    Native,
    Unknown,
    Value,
    choose,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values.base import Plain


_TEXT = frozenset(
    "capitalize casefold center count decode encode endswith expandtabs find format format_map "
    "hex index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric "
    "isprintable isspace istitle isupper join ljust lower lstrip partition removeprefix "
    "removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines "
    "startswith strip swapcase title translate upper zfill maketrans".split()
)
_PATH = frozenset(
    "name stem suffix suffixes parent parents parts root anchor as_posix joinpath with_name "
    "with_suffix with_stem is_absolute relative_to match is_relative_to".split()
)
_TIME = frozenset(
    "year month day hour minute second microsecond tzinfo weekday isoweekday isoformat strftime "
    "date time replace total_seconds days seconds microseconds timestamp timetuple toordinal "
    "isocalendar combine astimezone utcoffset min max resolution".split()
)
ALLOWED: Mapping[type, frozenset[str]] = {
    str: _TEXT,
    bytes: _TEXT,
    int: frozenset("bit_length real imag numerator denominator".split()),
    bool: frozenset(),
    float: frozenset("is_integer real imag".split()),
    tuple: frozenset("index count".split()),
    range: frozenset("start stop step index count".split()),
    slice: frozenset("start stop step".split()),
    date: _TIME, datetime: _TIME, time: _TIME, timedelta: _TIME, timezone: frozenset(),
    PurePosixPath: _PATH,
}  # fmt: skip
"""Attributes of plain objects that are safe: they neither change nor reach anything."""
TEXTS = 4
"""So many items that become texts are a step."""
SIZED = frozenset("center ljust rjust zfill expandtabs".split())


def attribute(it: Interpreter, value: object, name: str) -> object:
    """Return `value.name` for a plain object."""
    it.look_through(value)
    key = (type(value), name)
    special = CONTAINER_METHODS.get(key) or it.library.methods.get(key)
    if special is not None:
        return Native(name, lambda it, args: special(it, value, args))
    if isinstance(value, type):
        return _class_attribute(it, value, name)
    if name == "__class__":
        return type(value)
    if name == "value" and isinstance(value, str):
        return value  # a library's text enumerations are kept as their members' values
    for cls in type(value).__mro__:
        if name in ALLOWED.get(cls, ()):
            found = getattr(value, name, None)
            return (
                Native(name, lambda it, args: _method(it, value, name, args))
                if callable(found)
                else adopt(found)
            )
    if isinstance(value, BaseException) and name in ("args", "code"):
        return getattr(value, name, None)
    if isinstance(value, tzinfo):
        return Unknown("{tz." + name + "}")
    if it.guarded or value is None:
        message = f"{type(value).__name__} has no {name}"
        raise Raised(("AttributeError", "Exception"), message)
    return Unknown("{" + f"{type(value).__name__}.{name}" + "}")


def _class_attribute(it: Interpreter, cls: type, name: str) -> object:
    if name in ("__name__", "__qualname__"):
        return cls.__name__
    key = f"{cls.__name__}.{name}"
    found = it.builtins.get(key)
    if found is not None:
        return found
    if name in ALLOWED.get(cls, ()) or (cls, name) in CONTAINER_METHODS:
        return Native(name, lambda it, args: _unbound(it, name, args))
    return Unknown("{" + key + "}")


def _unbound(it: Interpreter, name: str, args: Args) -> object:
    """Call `str.upper(x)`."""
    if not args.positional:
        return Unknown("{" + name + "()}")
    return it.call(it.attribute(args.positional[0], name), Args(args.positional[1:], args.keywords))


def _method(it: Interpreter, value: Plain, name: str, args: Args) -> object:
    """Call an allowed method; unknown arguments make a text of the same shape."""
    shown = [_plain(it, a) for a in args.positional]
    named = {k: _plain(it, a) for k, a in args.keywords.items()}
    exact = all(e for _, e in shown) and all(e for _, e in named.values()) and not args.open_ended
    positional = [v for v, _ in shown]
    if name in SIZED and positional and isinstance(positional[0], int):
        check_size("*", " ", positional[0])
    if name in ("format", "format_map", "strftime") and isinstance(value, str):
        check_template(value, "{", [*positional, *(v for v, _ in named.values())])
    if name == "replace" and isinstance(value, str) and len(positional) > 1:
        check_size(
            "*", it.text_of(positional[1]) or "x", value.count(it.text_of(positional[0])) or 1
        )
    if name == "join" and positional:
        it.spend(len(positional[0]) // TEXTS if isinstance(positional[0], str) else 0)
        check_size("+", value, "".join(map(str, positional[0])))
    try:
        result = getattr(value, name)(*positional, **{k: v for k, (v, _) in named.items()})
    except FAULTS as error:
        if exact:
            raise fault(error) from error
        return Unknown(it.text_of(value))
    if exact:
        return adopt(result)
    return Unknown(result if isinstance(result, str) else it.text_of(value))


def _plain(it: Interpreter, value: object) -> tuple[Plain, bool]:
    """Return an argument as a plain object, and whether nothing of it was unknown."""
    if isinstance(value, (List, tuple)) or (isinstance(value, Value) and _iterates(value)):
        parts = [textual(it, part) for part in it.items(value)]
        doubt = isinstance(value, List) and value.maybe
        it.spend(len(parts) // TEXTS)
        row = [p for p, _ in parts]
        exact = all(e for _, e in parts) and not doubt
        return row if isinstance(value, List) else tuple(row), exact
    if isinstance(value, Iterator):
        return tuple(textual(it, part)[0] for part in islice(value, MAX_ITEMS)), True
    return textual(it, value)


def _iterates(value: Value) -> bool:
    """Tell whether a value is a collection of ours: sets and their like keep their `items`."""
    if isinstance(value, Instance):
        return value.defines("__iter__")
    return isinstance(value, Generator) or hasattr(value, "items")


def call(it: Interpreter, value: object, args: Args) -> object:
    """Call a plain object: one of Python's own types, or an exception class."""
    if isinstance(value, type):
        constructor = CONSTRUCTORS.get(value)
        if constructor is not None:
            return _constructed(it, constructor, args)
        if issubclass(value, BaseException):
            return _exception(value, args)
    if it.guarded or value is None:
        message = f"{type(value).__name__} object is not callable"
        raise Raised(("TypeError", "Exception"), message)
    return Unknown("{" + it.text_of(value) + "()}")


def _constructed(
    it: Interpreter, constructor: Callable[[Interpreter, Args], object], args: Args
) -> object:
    try:
        return constructor(it, args)
    except FAULTS as error:
        raise fault(error) from error


def _exception(cls: type[BaseException], args: Args) -> object:
    """Return an exception; one whose arguments aren't texts by its class only."""
    try:
        return cls(*[text_of(a) for a in args.positional])
    except FAULTS:
        return Instance(External(cls.__name__))


def item(it: Interpreter, value: Plain, index: object) -> object:
    """Return `value[index]`."""
    if isinstance(index, Choice):
        return it.each(index, lambda option: item(it, value, option))
    if isinstance(value, type):
        return value  # list[str]
    if isinstance(index, Unknown):
        return _some_item(it, value, index)
    it.look_through(index)
    try:
        found = value[index]
    except FAULTS as error:
        if isinstance(value, (List, Dict)) and value.maybe:
            return Unknown(it.text_of(index) if isinstance(index, str) else "{…}")
        raise fault(error) from error
    if isinstance(index, slice) and isinstance(value, List):
        found = List(found)
        found.maybe, found.over = value.maybe, value.over
    return adopt(found) if not isinstance(found, (List, Dict)) else found


def _some_item(it: Interpreter, value: object, index: Unknown) -> object:
    """Return one of the items of a container at an index that isn't known."""
    pool = list(value.values()) if isinstance(value, dict) else items(it, value)
    options = list(pool) if pool is not None and not isinstance(value, str) else []
    if 0 < len(options) <= 4:  # noqa: PLR2004  more options say less than the index does
        return choose(options)
    return Unknown(index.text)
