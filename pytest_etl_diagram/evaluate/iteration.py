"""What iterating over a value gives, and how far that is certain."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.budgets import MAX_ITEMS, limited
from pytest_etl_diagram.evaluate.scope import Exhausted, Raised
from pytest_etl_diagram.evaluate.values import (
    Choice,
    Dict,
    Generator,
    List,
    SetValue,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter

COMPARED = 100
"""So many comparisons of one item with others are a step, or so many copied."""


def items(it: Interpreter, value: object) -> Iterable[object] | None:
    """Return what iterating over `value` gives, None where that isn't known."""
    if isinstance(value, Value):
        return value.iterate(it)
    if isinstance(value, (list, tuple, dict, str)):
        it.spend(len(value) // COMPARED)
        return list(value)
    if isinstance(value, (range, bytes, Iterator)):
        return limited(value, it.spend)
    if isinstance(value, type) or value is None or isinstance(value, (int, float)):
        if it.guarded:
            raise Raised(("TypeError", "Exception"), "object is not iterable")
        return None
    return None


def spread(it: Interpreter, value: object) -> tuple[Iterable[object], str, bool]:
    """Return the items, the unknown collection they stand for ("": none), maybe or not."""
    if isinstance(value, Choice):
        value = _widest(it, value)
    found = items(it, value)
    if found is None:
        text = over(value)
        return [Unknown(text)], text, False
    if isinstance(value, Generator):
        return found, value.doubt.over, value.doubt.maybe and not value.doubt.over
    if isinstance(value, List):
        return found, value.over, value.maybe and not value.over
    return found, "", isinstance(value, (Dict, SetValue)) and value.maybe


def _widest(it: Interpreter, value: Choice) -> object:
    """Return one iterable for a choice of iterables: all items of all, each a maybe."""
    merged = List()
    for option in value.options:
        found = items(it, option)
        if found is None:
            if not isinstance(option, Value):
                continue  # None and numbers have no items: that option would raise
            return option
        for item in found:
            it.spend(len(merged) // COMPARED)
            if item not in merged:
                merged.append(item)
    merged.maybe = True
    return merged


def listed(it: Interpreter, value: object) -> List:
    """Return a list of what iterating gives, with what is uncertain about it."""
    if isinstance(value, range) and len(value) > MAX_ITEMS:
        raise Exhausted(f"a list of over {MAX_ITEMS:,} items")
    found, over, maybe = it.spread(value)
    result = List(islice(found, MAX_ITEMS + 1))
    if len(result) > MAX_ITEMS:
        raise Exhausted(f"a list of over {MAX_ITEMS:,} items")
    result.over = over
    result.maybe = maybe or bool(over)
    result.depth = it.uncertain
    return result


def over(value: object) -> str:
    """Return the placeholder of a collection that can't be iterated over statically."""
    return value.text if isinstance(value, Value) else "{…}"
