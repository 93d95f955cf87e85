"""Running a program both in Python and in the evaluator, and comparing their variables.

The programs are this package's own: pure, short, and safe to be executed.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Dict, List, SetValue

if TYPE_CHECKING:
    from tests.reading import Files

PLAIN = (str, int, float, complex, bool, type(None), bytes, range, dt.date, dt.timedelta,
         dt.time)  # fmt: skip


class Unlike:
    """A value of the evaluator that is no plain value: equal to nothing."""

    def __init__(self, value: object) -> None:
        """Take the value."""
        self.value = value

    def __repr__(self) -> str:
        """Show it."""
        return f"<{type(self.value).__name__} {getattr(self.value, 'text', '')}>"


def plain(value: object) -> object:
    """Return a value of the evaluator as Python's own value."""
    if isinstance(value, (List, Dict)) and value.maybe:
        return Unlike(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(plain(item) for item in value)
    if isinstance(value, SetValue):
        return {plain(item) for item in value.items}
    return value if isinstance(value, PLAIN) else Unlike(value)


def is_data(value: object) -> bool:
    """Tell whether a value of Python is made of plain values only."""
    if isinstance(value, dict):
        return all(is_data(k) and is_data(v) for k, v in value.items()) and type(value) is dict
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value) in (list, tuple, set, frozenset) and all(map(is_data, value))
    return type(value) in PLAIN


def by_python(text: str) -> dict[str, object]:
    """Return the variables with plain values that a program leaves in Python."""
    variables: dict[str, object] = {"__name__": __name__}
    exec(compile(text, "case", "exec"), variables)  # noqa: S102  our own programs
    return {
        name: value
        for name, value in variables.items()
        if not name.startswith("_") and is_data(value)
    }


def by_us(text: str, project: Files) -> dict[str, object]:
    """Return the variables that a program leaves in the evaluator."""
    it, module = project.evaluate(text)
    assert not it.unplaced, it.unplaced
    return {name: plain(value) for name, value in module.variables.items()}


def same(ours: object, real: object) -> bool:
    """Tell whether two plain values are equal in type, too."""
    if isinstance(real, (set, frozenset)):
        return isinstance(ours, set) and ours == real
    if isinstance(real, (list, tuple)):
        return (
            isinstance(ours, (list, tuple))
            and type(ours) is type(real)
            and len(ours) == len(real)
            and all(map(same, ours, real))
        )
    if isinstance(real, dict):
        return isinstance(ours, dict) and same(list(ours.items()), list(real.items()))
    if isinstance(real, float) and real != real:  # noqa: PLR0124  not a number
        return isinstance(ours, float) and ours != ours  # noqa: PLR0124
    return type(ours) is type(real) and ours == real


def differences(text: str, project: Files) -> list[str]:
    """Return in words where the evaluator's variables differ from Python's."""
    real, ours = by_python(text), by_us(text, project)
    assert real, "a program that says nothing"
    return [
        f"{name}: {ours.get(name)!r} instead of {value!r}"
        for name, value in real.items()
        if not same(ours.get(name, Unlike(None)), value)
    ]
