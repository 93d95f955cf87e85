"""What can be told of an expression by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.syntax import tree
from pytest_etl_diagram.syntax.positions import PlacedDict

if TYPE_CHECKING:
    from collections.abc import Iterable

COPIES: Final = frozenset({"copy", "deepcopy", "dict"})
"""Functions that make a mapping of a mapping."""


class LostError(Exception):
    """Something can't be known without running the code."""


def constant(key: tree.Expr) -> object:
    """Return the value of a literal; raise LostError for anything else."""
    if not isinstance(key, tree.Const):
        raise LostError
    return key.value


def copied(value: tree.Expr | None) -> tree.Expr | None:
    """Return what `mapping.copy()`, `copy(mapping)` or `dict(mapping)` copies, else the value."""
    if not isinstance(value, tree.Call):
        return value
    if isinstance(value.func, tree.Attribute) and value.func.name == "copy" and not value.args:
        return value.func.value
    only = value.args[0] if len(value.args) == 1 else tree.Arg(value, star="*")
    is_copy = leaf(value.func) in COPIES and not only.keyword and only.star != "*"
    return only.value if is_copy else value


def leaf(function: tree.Expr) -> str:
    """Return the last part of a function's name, "" for what has none."""
    if isinstance(function, tree.Attribute):
        return function.name
    return function.id if isinstance(function, tree.Name) else ""


def is_written_out(value: tree.Expr | None) -> bool:
    """Tell whether a value can be read where it stands: `3`, `timedelta(minutes=5)`, a dict.

    What a class makes (`Asset("orders")`) is a thing that is chosen by its name.
    """
    if isinstance(value, (tree.Const, PlacedDict)):
        return True
    if isinstance(value, tree.Unary):
        return is_written_out(value.operand)
    if isinstance(value, tree.Binary):
        sides = (is_written_out(side) for side in (value.left, value.right))
        return any(sides) if value.op == "|" else all(sides)  # `{…} | more` stands where it begins
    if isinstance(value, tree.Display):
        return _all_written_out(value.elements)
    if isinstance(value, tree.Call) and leaf(value.func).islower():
        values = [arg.value for arg in value.args]
        return leaf(value.func) == "dict" or (bool(values) and _all_written_out(values))
    return False


def _all_written_out(values: Iterable[tree.Expr]) -> bool:
    return all(is_written_out(value) for value in values)
