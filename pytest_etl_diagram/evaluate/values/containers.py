"""Lists, dicts and sets that know what is uncertain about them, and generators."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from pytest_etl_diagram.evaluate.scope import Exhausted
from pytest_etl_diagram.evaluate.values.base import Value, text_of
from pytest_etl_diagram.evaluate.values.placeholders import cut, stripped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


class List(list[Any]):
    """A list. `maybe` lists have items that may not be there; no decision rests on them.

    `over` is the placeholder of an unknown collection that the one item stands
    for. `depth` is how many unknown conditions stood around its making.
    """

    maybe = False
    over = ""
    depth = 0


class Dict(dict[Any, Any]):
    """A dict; `maybe` as for List."""

    maybe = False
    depth = 0


def mapping_of(value: object) -> dict[Any, Any] | None:
    """Return the dict that a value is or, as a library's kind of dict, holds; None without one."""
    held = getattr(value, "items", None)
    return value if isinstance(value, dict) else held if isinstance(held, Dict) else None


SET_COMPARISONS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class SetValue(Value):
    """A set that keeps the order of insertion, so that drawings don't depend on hashes."""

    __slots__ = ("depth", "items", "maybe")

    def __init__(self, items: Iterable[object] = ()) -> None:
        """Take the items; unhashable ones raise TypeError as in Python."""
        self.items: dict[Any, None] = dict.fromkeys(items)
        self.maybe = False
        self.depth = 0

    @property
    def text(self) -> str:
        """Show the items."""
        return "{" + cut(", ".join(stripped(text_of(i)) for i in self.items)) + "}"

    def compare(self, it: Interpreter, op: str, other: object) -> bool | None:
        """Compare as sets do: by their items."""
        if not isinstance(other, SetValue):
            return super().compare(it, op, other)
        mine, others = self.items.keys(), other.items.keys()
        return bool(SET_COMPARISONS[op](mine, others))

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return the items: sorted where they can be, as no other order is stable."""
        del it
        try:
            return sorted(self.items)
        except TypeError:
            return list(self.items)

    def truth(self, it: Interpreter) -> bool | None:
        """Tell whether it has items."""
        del it
        return bool(self.items)


class Generator(Value):
    """A generator that hasn't run: `run(receive)` hands each yielded value to `receive`."""

    __slots__ = ("collected", "doubt", "run")

    def __init__(
        self, run: Callable[[Callable[[object], None]], None], doubt: List | None = None
    ) -> None:
        """Take what runs the body, and what learns by that what is uncertain of the items."""
        self.run = run
        self.doubt = List() if doubt is None else doubt
        self.collected: Iterator[object] | None = None

    def iterator(self) -> Iterator[object]:
        """Return the one iterator of this generator, running the body at the first call."""
        if self.collected is None:
            found: list[object] = []
            endless: Exhausted | None = None
            try:
                self.run(found.append)
            except Exhausted as error:
                endless = error
            self.collected = _until(found, endless)
        return self.collected

    def iterate(self, it: Interpreter) -> Iterable[object] | None:
        """Return what is left of it."""
        del it
        return self.iterator()


def _until(found: list[object], endless: Exhausted | None) -> Iterator[object]:
    """Yield what a generator gave; past that, a generator without end is over its budget."""
    yield from found
    if endless is not None:
        raise endless
