"""Choices: one of several values, by a condition that isn't known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values.base import External, Unknown, Value, leaf_of, text_of
from pytest_etl_diagram.evaluate.values.functions import Native
from pytest_etl_diagram.evaluate.values.placeholders import cut, stripped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


MAX_OPTIONS = 8


class Choice(Value):
    """One of several values, by a condition that isn't known."""

    __slots__ = ("options",)

    def __init__(self, options: tuple[object, ...]) -> None:
        """Take the options; use `choose` to make one."""
        self.options = options

    @property
    def text(self) -> str:
        """Show all options."""
        return "{" + cut("|".join(stripped(text_of(o)) for o in self.options)) + "}"

    def truth(self, it: Interpreter) -> bool | None:
        """Return what all options agree on."""
        truths = {it.truth(o) for o in self.options}
        return truths.pop() if len(truths) == 1 else None


def choose(options: Iterable[object]) -> object:
    """Return one value for several that a condition chooses from."""
    flat: list[object] = []
    for option in options:
        for value in option.options if isinstance(option, Choice) else (option,):
            if not any(same(value, seen) for seen in flat):
                flat.append(value)
    if len(flat) == 1:
        return flat[0]
    return Choice(tuple(flat[:MAX_OPTIONS]))


def same(a: object, b: object) -> bool:
    """Tell whether two values are one, for a choice between them.

    Two externals of one last name are: a class that moved between versions of
    its library is imported from both places.
    """
    if a is b:
        return True
    if isinstance(a, (External, Native)) and isinstance(b, (External, Native)):
        return leaf_of(a) == leaf_of(b)
    if isinstance(a, Unknown) and isinstance(b, Unknown):
        return a.text == b.text
    if isinstance(a, Value) or isinstance(b, Value) or type(a) is not type(b):
        return False
    if isinstance(a, (list, dict)):
        return False
    return bool(a == b)
