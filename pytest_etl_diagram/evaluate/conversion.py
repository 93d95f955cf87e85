"""Between our values and Python's plain objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.values import Choice, Dict, List, SetValue, Value
from pytest_etl_diagram.evaluate.values.base import shows_its_place
from pytest_etl_diagram.evaluate.values.weight import ENDLESS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.values.base import Plain


def textual(it: Interpreter, value: object) -> tuple[Plain, bool]:
    """Return a value with its unknown parts as text, and whether it had none."""
    return _textual(it, value) if it.has_measure(value) else (ENDLESS, False)


def _textual(it: Interpreter, value: object) -> tuple[Plain, bool]:
    if isinstance(value, Choice):
        return value.text, False
    if isinstance(value, Value):
        known = value.shown(it)
        return (known, True) if known is not None else (value.text, False)
    if isinstance(value, tuple):
        parts = [_textual(it, part) for part in value]
        return tuple(p for p, _ in parts), all(exact for _, exact in parts)
    if isinstance(value, dict):
        pairs = {k: _textual(it, part) for k, part in value.items()}
        return {k: p for k, (p, _) in pairs.items()}, all(e for _, e in pairs.values())
    return (it.text_of(value), False) if shows_its_place(value) else (value, True)


def adopt(value: object) -> object:
    """Return a plain result as a value of ours: lists and dicts that know what is uncertain."""
    if type(value) is list:
        return List(adopt(v) for v in value)
    if type(value) is dict:
        return Dict((k, adopt(v)) for k, v in value.items())
    if isinstance(value, (set, frozenset)):
        return SetValue(sorted(value, key=str))
    return value


def holds_values(container: Iterable[object]) -> bool:
    """Tell whether a list, tuple or dict has items that aren't plain."""
    parts = container.values() if isinstance(container, dict) else container
    return any(isinstance(part, Value) for part in parts)
