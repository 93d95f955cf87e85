"""The methods of texts, lists and mappings that templates call: a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.declarations.jinja.functions import (
    MAX_SIZE,
    NotKnown,
    joined,
    plain,
    replaced,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def _format(text: str, *args: object, **named: object) -> str:
    """`'{}_{}'.format(a, b)`, without widths, which could be of any size."""
    if ":" in text or "!" in text or "." in text or "[" in text:
        raise NotKnown
    told = [plain(arg) for arg in args]
    return text.format(*told, **{name: plain(value) for name, value in named.items()})


def _append(items: list[Any], item: object) -> None:
    if len(items) >= MAX_SIZE:
        raise NotKnown
    items.append(item)


def _extend(items: list[Any], more: Sequence[Any]) -> None:
    if len(items) + len(more) > MAX_SIZE:
        raise NotKnown
    items.extend(more)


_TEXT: Mapping[str, Callable[..., Any]] = {
    "capitalize": str.capitalize,
    "count": str.count,
    "endswith": str.endswith,
    "find": str.find,
    "format": _format,
    "isdigit": str.isdigit,
    "join": lambda between, items: joined(items, between),
    "lower": str.lower,
    "lstrip": str.lstrip,
    "partition": str.partition,
    "replace": replaced,
    "rstrip": str.rstrip,
    "split": str.split,
    "splitlines": str.splitlines,
    "startswith": str.startswith,
    "strip": str.strip,
    "title": str.title,
    "upper": str.upper,
}
_LIST: Mapping[str, Callable[..., Any]] = {
    "add": _append,
    "append": _append,
    "count": list.count,
    "extend": _extend,
    "index": list.index,
    "insert": list.insert,
    "pop": list.pop,
    "remove": list.remove,
    "reverse": list.reverse,
    "sort": list.sort,
}
_DICT: Mapping[str, Callable[..., Any]] = {
    "copy": dict.copy,
    "get": dict.get,
    "items": lambda mapping: [list(pair) for pair in mapping.items()],
    "keys": list,
    "pop": dict.pop,
    "setdefault": dict.setdefault,
    "update": dict.update,
    "values": lambda mapping: list(mapping.values()),
}
METHODS: Mapping[type, Mapping[str, Callable[..., Any]]] = {str: _TEXT, list: _LIST, dict: _DICT}
CHANGING = frozenset({"add", "append", "extend", "insert", "update", "setdefault"})
"""Methods that put something into a list or mapping."""
