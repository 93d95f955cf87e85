"""Displays: lists, tuples, sets and dicts written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.containers import grow, put
from pytest_etl_diagram.evaluate.values import Choice, Dict, List, SetValue, Unknown
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope


def display(it: Interpreter, node: tree.Display, scope: Scope) -> object:
    """Return the list, tuple or set of a display; a set of unhashable items is unknown."""
    found = List()
    for element in node.elements:
        if isinstance(element, tree.Starred):
            items, over, maybe = it.spread(it.eval(element.value, scope))
            grow(found, items)
            found.maybe = found.maybe or maybe or bool(over)
        else:
            found.append(it.eval(element, scope))
    if node.kind == "tuple":
        return it.sized(tuple(found))
    if node.kind == "set":
        return make_set(found)
    found.depth = it.uncertain
    return found


def make_set(items: Iterable[object]) -> object:
    """Return a set of the items; of unhashable ones, an unknown."""
    try:
        return SetValue(items)
    except TypeError:
        return Unknown("{set}")


def dict_display(it: Interpreter, node: tree.DictDisplay, scope: Scope) -> object:
    """Return the dict of a display; `**` of something unknown makes it a maybe."""
    found = Dict()
    found.depth = it.uncertain
    for key, item in node.items:
        value = it.eval(item, scope)
        if key is not None:
            put(found, it.eval(key, scope), value)
        elif isinstance(value, dict):
            found.update(value)
            found.maybe = found.maybe or getattr(value, "maybe", False)
        elif isinstance(value, Choice):
            for option in value.options:
                found.update(option if isinstance(option, dict) else {})
            found.maybe = True
        else:
            found.maybe = True
    return found
