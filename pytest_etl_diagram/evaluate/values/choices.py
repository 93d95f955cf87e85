"""Choices: one of several values, by a condition that isn't known."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values.base import External, Unknown, Value, leaf_of, text_of
from pytest_etl_diagram.evaluate.values.functions import Native
from pytest_etl_diagram.evaluate.values.placeholders import MAX_TEXT, cut, stripped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter


MAX_OPTIONS = 8
MAX_PARTS = 200
"""Of a container that is an option: with more parts it isn't shown whole."""


class Choice(Value):
    """One of several values, by a condition that isn't known."""

    __slots__ = ("options",)

    def __init__(self, options: tuple[object, ...]) -> None:
        """Take the options; use `choose` to make one."""
        self.options = options

    @property
    def text(self) -> str:
        """Show the options, as many as there is room for."""
        shown = ""
        for option in self.options:
            if len(shown) > MAX_TEXT:
                break
            shown += f"|{_shown(option)}"
        return "{" + cut(shown[1:]) + "}"

    def truth(self, it: Interpreter) -> bool | None:
        """Return what all options agree on."""
        truths = {it.truth(o) for o in self.options}
        return truths.pop() if len(truths) == 1 else None


def _shown(option: object) -> str:
    """Return how an option shows, of a large container only how that begins."""
    waiting: list[object] = [option]
    for _ in range(MAX_PARTS):
        if not waiting:
            return stripped(text_of(option))
        part = waiting.pop()
        if isinstance(part, (list, tuple)):
            waiting.extend(islice(part, MAX_PARTS))
        elif isinstance(part, dict):
            waiting.extend(islice(part.values(), MAX_PARTS))
        elif isinstance(part, Choice):
            waiting.extend(part.options)
    return _beginning(option, MAX_TEXT)


def _beginning(value: object, room: int) -> str:
    """Return the first characters of a text: at least `room` of them where there are so many.

    What lists hold many times, and those in lists again, has no text that fits anywhere.
    """
    pairs: Iterable[tuple[object, object]]
    if isinstance(value, (list, tuple)):
        pairs, opening, closing = ((None, item) for item in value), "[", "]"
    elif isinstance(value, dict):
        pairs, opening, closing = value.items(), "{", "}"
    else:
        return text_of(value)
    text = opening
    for key, item in pairs:
        if len(text) > room:
            return text
        text += ", " if len(text) > 1 else ""
        text += "" if key is None else f"{text_of(key)}: "
        text += _beginning(item, room - len(text))
    return text + closing


def choose(options: Iterable[object]) -> object:
    """Return one value for several that a condition chooses from: the first MAX_OPTIONS count."""
    flat: list[object] = []
    for option in options:
        for value in option.options if isinstance(option, Choice) else (option,):
            if len(flat) == MAX_OPTIONS:
                return Choice(tuple(flat))
            if not any(same(value, seen) for seen in flat):
                flat.append(value)
    return flat[0] if len(flat) == 1 else Choice(tuple(flat))


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
