"""Values as JSON text: frozen, slotted dataclasses of texts, numbers and tuples, there and back.

A text is a flat array of rows. A row may refer to those before it by their indexes, counted from
0, and the last one is the value. So what occurs several times, as the paths of files do, is
written and built once, and however deeply a value is nested, its text isn't.

- null, true, false, a number or a string stand for themselves;
- `{"int": "0x2f"}`, `{"float": "inf"}` and `{"str": "eda080"}` are what JSON can't spell;
- `[tag, index, …]` is a whole made of other rows: a tuple, a frozenset, a dict (its keys and
  values in turn), a date, or a dataclass, whose last fields are left out where they have their
  defaults.

Building runs no code of the classes, not even `__post_init__`: a text holds the fields of an
object as they were after that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from itertools import chain
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Row: TypeAlias = bool | int | float | str | dict[str, str] | tuple[int, ...] | None

_TUPLE, _FROZENSET, _DICT, _DATE = range(4)
_OTHER_TAGS = 4
"""How many tags are no classes'."""

_NUMBERS = frozenset({bool, int, float})

_MAX_PARTS = 5_000_000
"""More parts than this has no value of a file: it holds itself, or shares what it multiplies."""

_LARGE = 1 << 63
"""From here on whole numbers are spelled in hexadecimal: Python limits decimals to 4,300 digits."""

_FLOATS = {"inf": float("inf"), "-inf": float("-inf"), "nan": float("nan")}


class PlainError(ValueError):
    """A text isn't one that `Codec.dumps` wrote, or a value is too large to be written."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How objects of a class are written: under which tag, and their fields, in order.

    `values` returns those of an object, `setters` set them. Fields after the first `required`
    ones are left out at the end where they have their `defaults`, which are those of all fields.
    """

    tag: int
    cls: type
    values: Callable[[object], tuple[object, ...]]
    setters: tuple[Callable[[object, object], None], ...]
    required: int
    defaults: tuple[object, ...]


class Codec:
    """Writes values as JSON text and builds them again.

    It knows None, bool, int, float, str, date, tuples, frozensets, dicts whose keys are texts, and
    objects of the classes that it is given, but not of subclasses of any of these. Who reads
    must give the same classes in the same order as who wrote. Of several nan in one frozenset
    one comes back: nothing tells them apart.
    """

    def __init__(self, classes: Iterable[type]) -> None:
        """Take the classes; raises TypeError for one that is no frozen, slotted dataclass."""
        self._layouts = {tag: _layout(tag, cls) for tag, cls in enumerate(classes, _OTHER_TAGS)}
        self._by_class = {layout.cls: layout for layout in self._layouts.values()}

    def dumps(self, value: object) -> str:
        """Return the text of a value; it can be stored as UTF-8.

        What is equal, types included, gives the same text if dicts are in the same order.
        Raises TypeError, naming the class, for what isn't known, and PlainError for a value that
        has too many parts, as one that holds itself.
        """
        return _written(self._by_class, value)

    def loads(self, text: str) -> object:
        """Return the value of a text that `dumps` wrote.

        Raises PlainError for any other text. Builds nothing but what a Codec knows, whatever the
        text is.
        """
        try:
            rows = _DECODER.decode(text)
            _check(rows)
            return _built(self._layouts, rows)
        except (LookupError, TypeError, ValueError, RecursionError) as error:
            raise PlainError(f"not a text of ours: {error}") from error


def _layout(tag: int, cls: type) -> _Layout:
    """Return how a class is written; raises TypeError if it isn't frozen and slotted."""
    if not is_dataclass(cls) or not cls.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        raise TypeError(f"{cls.__qualname__} is no frozen dataclass")
    names = [field.name for field in fields(cls)]
    slots = [getattr(cls, name, None) for name in names]
    setters = tuple(slot.__set__ for slot in slots if isinstance(slot, MemberDescriptorType))
    if len(setters) < len(names):
        raise TypeError(f"{cls.__qualname__} has no slots")
    defaults = tuple(field.default for field in fields(cls))
    needed = [at for at, default in enumerate(defaults, 1) if not _may_be_left_out(default)]
    return _Layout(tag, cls, _values_of(names), setters, max(needed, default=0), defaults)


def _values_of(names: list[str]) -> Callable[[object], tuple[object, ...]]:
    """Return what gets these attributes: attrgetter gives a tuple from two names on only."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _may_be_left_out(default: object) -> bool:
    """Tell whether a value of the default's type that equals it is the same in every respect."""
    return default is None or type(default) in {bool, int, str} or default in ((), frozenset())


class _Rows(dict[Any, int]):
    """The rows of one value, and the index of each by its key; looking one up adds it.

    A text, None and the row of a whole are their own keys. That of a number is (type, value), as
    True, 1 and 1.0 are equal, where it is a float (type, its digits), as 0.0 and -0.0 are, too.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def __missing__(self, key: str | tuple[Any, ...] | None) -> int:
        index = self[key] = len(self.rows)
        self.rows.append(_row(key))
        return index


def _written(layouts: dict[type, _Layout], value: object) -> str:
    """Return the text of a value.

    All its parts are laid in a queue, those of one whole side by side. So the wholes come to
    their rows from the last one to the first, each after its parts, and nothing recurses.
    """
    rows = _Rows()
    queue = [value]
    indexes: list[int] = []
    wholes: list[tuple[int, int, int, int]] = []
    for position, part in enumerate(queue):
        kind = type(part)
        if kind is str or part is None:
            indexes.append(rows[part])
        elif kind in _NUMBERS:
            indexes.append(rows[(kind, repr(part) if kind is float else part)])
        else:
            layout = layouts.get(kind)
            tag, parts = (layout.tag, _shown(layout, part)) if layout else _parts(layouts, part)
            start = len(queue)
            queue += parts
            wholes.append((position, tag, start, len(queue)))
            indexes.append(-1)
            if start > _MAX_PARTS:
                raise PlainError("too large to be written, or holds itself")
    for position, tag, start, end in reversed(wholes):
        indexes[position] = rows[(tag, *indexes[start:end])]
    return _ENCODER.encode(rows.rows)


def _shown(layout: _Layout, value: object) -> tuple[object, ...]:
    """Return the values of an object's fields without defaults at the end."""
    values = layout.values(value)
    defaults = layout.defaults
    end = len(values)
    while end > layout.required:
        last, default = values[end - 1], defaults[end - 1]
        if type(last) is not type(default) or last != default:
            break
        end -= 1
    return values[:end]


def _parts(layouts: dict[type, _Layout], whole: object) -> tuple[int, Sequence[object]]:
    """Return the tag and the parts of a whole that is no dataclass."""
    kind = type(whole)
    if isinstance(whole, tuple) and kind is tuple:
        return _TUPLE, whole
    if isinstance(whole, frozenset) and kind is frozenset:
        return _FROZENSET, sorted(whole, key=lambda part: _written(layouts, part))
    if isinstance(whole, date) and kind is date:
        return _DATE, (whole.year, whole.month, whole.day)
    if isinstance(whole, dict) and kind is dict and {*map(type, whole)} <= {str}:
        return _DICT, [*chain.from_iterable(whole.items())]
    raise TypeError(f"{kind.__module__}.{kind.__qualname__} can't be written as plain text")


def _row(key: str | tuple[Any, ...] | None) -> Row:
    """Return what to write for a key of `_Rows`."""
    if isinstance(key, str):
        return key if key.isascii() else _text(key)
    if key is None:
        return None
    kind, value = key[0], key[-1]
    if kind is float:
        return {"float": value} if value in _FLOATS else float(value)
    if kind is int:
        return value if -_LARGE < value < _LARGE else {"int": hex(value)}
    return value if kind is bool else key


def _text(text: str) -> Row:
    """Return the row of a text: spelled in hexadecimal where UTF-8 has no bytes for it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return {"str": text.encode("utf-8", "surrogatepass").hex()}
    return text


def _check(rows: object) -> None:
    """Raise PlainError unless these are rows, and arrays among them hold indexes only."""
    if type(rows) is not list or not rows:
        raise PlainError("no rows")
    numbers = [*chain.from_iterable(row for row in rows if type(row) is list)]
    if numbers and ({*map(type, numbers)} != {int} or min(numbers) < 0):
        raise PlainError("a row of something else than indexes")


def _built(layouts: dict[int, _Layout], rows: list[Any]) -> object:
    """Build each row from those before it; return the last one."""
    built: list[object] = []
    for row in rows:
        kind = type(row)
        if kind is list:
            tag, *indexes = row
            parts = [built[index] for index in indexes]
            layout = layouts.get(tag)
            built.append(_object(layout, parts) if layout else _BUILDERS[tag](parts))
        else:
            built.append(_spelled(row) if kind is dict else row)
    return built[-1]


def _object(layout: _Layout, parts: list[object]) -> object:
    """Build an object of its fields' values."""
    if not layout.required <= len(parts) <= len(layout.setters):
        raise PlainError(f"{len(parts)} fields for {layout.cls.__qualname__}")
    parts += layout.defaults[len(parts) :]
    value: object = object.__new__(layout.cls)
    for put, part in zip(layout.setters, parts, strict=True):
        put(value, part)
    return value


def _dict(parts: list[Any]) -> dict[str, object]:
    """Build a dict of keys and values in turn."""
    if not {*map(type, parts[::2])} <= {str}:
        raise PlainError("a key that is no text")
    return dict(zip(parts[::2], parts[1::2], strict=True))


_BUILDERS: dict[int, Callable[[list[Any]], object]] = {
    _TUPLE: tuple,
    _FROZENSET: frozenset,
    _DICT: _dict,
    _DATE: lambda parts: date(*parts),
}


def _spelled(row: dict[str, Any]) -> object:
    """Return what JSON can't spell."""
    ((how, spelling),) = row.items()
    return _SPELLINGS[how](spelling)


_SPELLINGS: dict[str, Callable[[str], object]] = {
    "int": lambda spelling: int(spelling, 16),
    "float": _FLOATS.__getitem__,
    "str": lambda spelling: bytes.fromhex(spelling).decode("utf-8", "surrogatepass"),
}


def _no_number(name: str) -> NoReturn:
    raise PlainError(f"{name} is no JSON")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
)
_DECODER = json.JSONDecoder(parse_constant=_no_number)
