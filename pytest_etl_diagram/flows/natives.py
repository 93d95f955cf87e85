"""What Python's own functions and types give of data that isn't known."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import List, Native, Unknown, leaf_of
from pytest_etl_diagram.flows import loops
from pytest_etl_diagram.flows.values import PATH, Product, is_open, steps_of_args
from pytest_etl_diagram.flows.words import shown
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from pytest_etl_diagram.evaluate.values import Args
    from pytest_etl_diagram.flows.tracer import Tracer

_CALL = re.compile(r"\{[\w.\[\]]+\(\)\}")

CONVERTING = (list, tuple, set, frozenset, int, float, str, PurePosixPath)
"""Types whose objects are what they are made of, in another form."""

SAME = frozenset(("iter", "reversed", "sorted", "itertools.islice", "itertools.chain"))
"""Functions that give the items of what they are given."""


def has_other_length(target: tree.Display, value: object) -> bool:
    """Tell whether a value that isn't wholly known has not one item for each target."""
    if type(value) is Unknown or isinstance(value, Product):
        return True
    if not isinstance(value, (list, tuple)) or len(value) == len(target.elements):
        return False
    return is_open(value) and not any(isinstance(e, tree.Starred) for e in target.elements)


def converted(kind: object, data: Product) -> object:
    """Return what isn't known as a list, a path, a number: by the same name."""
    if kind is PurePosixPath:
        return Product(data.text, PATH, steps=data.steps)
    same = Product(data.text, data.kind, data.made, data.steps, data.hint)
    same.origin, same.default = data.origin, data.default
    return same


def computed(it: Tracer, function: Native, args: Args, found: object) -> object:
    """Return what a builtin gives: of data that isn't known, something that comes from it.

    One item stands for all of a collection, so that its length or sum isn't what it seems.
    """
    values = (*args.positional, *args.keywords.values())
    if type(found) is Unknown:
        return Product(found.text, steps=steps_of_args(args))
    first = args.positional[0] if args.positional else None
    if isinstance(first, Product) and function.name in SAME:
        return converted(list, first)
    if function.name == "enumerate" and is_open(first):
        return List([(Product("{index}"), loops.item_of(it, first))])
    if not isinstance(found, (bool, int, float, str)) or not any(map(is_open, values)):
        return found
    inside = ", ".join(shown(value) for value in values)
    return Product("{" + f"{leaf_of(function)}({inside})" + "}", steps=steps_of_args(args))


def is_call(text: str) -> bool:
    """Tell whether a placeholder is what one call gives, and no text that holds it."""
    return _CALL.fullmatch(text) is not None
