"""Walking the small tree: a node and what is below it, in the order of the source."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

_LEAVES = frozenset(("str", "int", "bool", "object", "tuple", "None"))
"""The words in the types of fields that hold no nodes."""
_BLOCKS = frozenset(("Block", "Handler", "Case"))
"""The words in the types of fields that hold statements."""


class Below(dict[type, "Callable[[Any], tuple[object, ...]] | None"]):
    """By kind of node, what gives the parts of one that are gone into; None for no node.

    The last part comes first. Each kind is looked at once.
    """

    def __init__(
        self, unread: Mapping[type, str] | None = None, *, statements: bool = False
    ) -> None:
        """Take the field of a kind of node that isn't gone into; or go into statements only."""
        super().__init__()
        self._unread = unread or {}
        self._statements = statements

    def __missing__(self, kind: type) -> Callable[[Any], tuple[object, ...]] | None:
        """Look at a kind that wasn't met yet."""
        self[kind] = _getter(self._names(kind)) if is_dataclass(kind) else None
        return self[kind]

    def _names(self, kind: type[Any]) -> list[str]:
        names = [f.name for f in fields(kind) if self._holds(set(re.findall(r"\w+", str(f.type))))]
        return [name for name in reversed(names) if name != self._unread.get(kind)]

    def _holds(self, words: set[str]) -> bool:
        return bool(words & _BLOCKS) if self._statements else not words <= _LEAVES


def _getter(names: list[str]) -> Callable[[Any], tuple[object, ...]]:
    """Return what gives the values of some attributes, by as few calls as can be."""
    if not names:
        return lambda _: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda node: (get(node),)


EVERYTHING = Below()
STATEMENTS = Below(statements=True)
"""Only statements, and what holds them: no expressions, which hold none."""


def walk(node: object, below: Below = EVERYTHING, ends: Container[type] = ()) -> Iterator[Any]:
    """Yield a node, or those in a tuple, and all below, but nothing below the kinds `ends`."""
    waiting: list[object] = [node]
    while waiting:
        here = waiting.pop()
        kind = here.__class__
        if kind is tuple:
            waiting += here[::-1]  # type: ignore[index]  # it is a tuple
            continue
        parts = below[kind]
        if parts is not None:
            yield here
            if kind not in ends:
                waiting += parts(here)
