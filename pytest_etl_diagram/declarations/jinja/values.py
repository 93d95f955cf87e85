"""What expressions give: plain Python values, and what only a run could tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytest_etl_diagram.declarations.jinja import tree

MAX_TEXT = 200
MAX_DEPTH = 20
MAX_PARTS = 5_000
MAX_OPTIONS = 16


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only a run could tell: `text` is what a drawing shows, with `{…}` in it."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values, depending on what only a run could tell."""

    options: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class MacroValue:
    """A macro, and the variables around it."""

    macro: tree.Macro
    scope: Scope


class Known(Protocol):
    """What has attributes: a mapping, or what looks them up."""

    def get(self, name: str, default: object, /) -> object:
        """Return an attribute, the default without one."""
        ...


class Native(Protocol):
    """A function of the surroundings: `ref`, `config`, `var`."""

    def __call__(self, given: Given) -> object:
        """Return what a call gives."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """A call's arguments, the lines of the named ones, its own line, and whether it is certain."""

    positional: Sequence[object]
    named: Mapping[str, object]
    lines: Mapping[str, int]
    line: int
    uncertain: bool

    def get(self, place: int, name: str, default: object = None) -> object:
        """Return an argument by its place or its name."""
        if place < len(self.positional):
            return self.positional[place]
        return self.named.get(name, default)


@dataclass(slots=True)
class Members:
    """Something with attributes, and maybe to be called: `target`, `config`, `builtins`."""

    name: str
    known: Known
    call: Native | None = None


class Scope:
    """Variables, and those around them."""

    __slots__ = ("around", "variables")

    def __init__(
        self, around: Scope | None = None, variables: dict[str, Any] | None = None
    ) -> None:
        """Take the variables around and these."""
        self.around = around
        self.variables: dict[str, Any] = {} if variables is None else variables

    def find(self, name: str) -> Scope | None:
        """Return the innermost scope that has a variable."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.variables:
                return scope
            scope = scope.around
        return None


def unknown(words: str) -> Unknown:
    """Return the value of an expression that isn't known, shown as `{jinja:words}`."""
    plain = words.replace("{", "").replace("}", "")
    return Unknown("{jinja:" + (plain[:MAX_TEXT] or "?") + "}")


def is_known(value: object) -> bool:
    """Tell whether a value is a plain one, on its outside."""
    return not isinstance(value, (Unknown, Choice, MacroValue, Members)) and not callable(value)


def truth(value: object) -> bool | None:
    """Tell whether a value counts as true, None where that isn't known."""
    if isinstance(value, Choice):
        found = {truth(option) for option in value.options}
        return found.pop() if len(found) == 1 else None
    if isinstance(value, Unknown):
        return None
    if not is_known(value):
        return True
    return bool(value)


def options_of(value: object) -> tuple[object, ...]:
    """Return what a value may be."""
    if not isinstance(value, Choice):
        return (value,)
    return tuple(inner for option in value.options for inner in options_of(option))


def choice(values: Sequence[object]) -> object:
    """Return one value of several: itself where they are all the same, unknown of too many."""
    found: list[object] = []
    for value in values:
        for option in options_of(value):
            if not any(_are_same(option, other) for other in found):
                found.append(option)
    if len(found) > MAX_OPTIONS:
        return unknown("…")
    return found[0] if len(found) == 1 else Choice(tuple(found))


def _are_same(one: object, other: object) -> bool:
    if one is other:
        return True
    return type(one) is type(other) and is_small(one) and is_small(other) and one == other


def is_small(value: object) -> bool:
    """Tell whether a value has few parts, not nested deeply: one that holds itself has no end."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    count = 0
    while waiting:
        here, depth = waiting.pop()
        parts: tuple[object, ...] = ()
        if isinstance(here, Choice):
            parts = here.options
        elif isinstance(here, (list, tuple, dict)):
            parts = tuple(here.values() if isinstance(here, dict) else here)
        count += len(parts)
        if count > MAX_PARTS or depth > MAX_DEPTH:
            return False
        waiting += [(part, depth + 1) for part in parts]
    return True


def shown(value: object) -> str:
    """Return the text that a template puts for a value."""
    return _shown(value) if is_small(value) else "…"


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Unknown):
        return value.text
    if isinstance(value, Choice):
        return " or ".join(_shown(option) for option in value.options)
    if not is_known(value):
        return "{jinja:" + getattr(value, "name", "macro") + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_quoted(item) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{_quoted(key)}: {_quoted(held)}" for key, held in value.items())
        return "{" + ", ".join(pairs) + "}"
    return str(value)


def _quoted(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else _shown(value)
