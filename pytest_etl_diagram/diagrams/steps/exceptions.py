"""Which handler catches which exception, by the names of classes alone."""

from __future__ import annotations

import builtins
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_etl_diagram.flows.tree import Exit
    from pytest_etl_diagram.model import Place

Names = tuple[str, ...]

_ALIASES = {"IOError": "OSError", "EnvironmentError": "OSError", "WindowsError": "OSError"}
"""Other names of a builtin class; not looked up, because Python has the last on Windows only."""

_LATER = {
    "BaseExceptionGroup": ("BaseException",),
    "ExceptionGroup": ("BaseExceptionGroup", "Exception", "BaseException"),
    "PythonFinalizationError": ("RuntimeError", "Exception", "BaseException"),
}
"""Bases of what Python 3.10 doesn't have: the drawing is the same on every Python."""


@dataclass(frozen=True, slots=True)
class Thrown:
    """An exception on its way.

    `label` is how it shows, "" for one that isn't known. `kinds` are the classes
    that it may be of, each with the names of its bases behind its own; `()` is
    any class. An `exact` one is of that class itself, any other may be of a
    class derived from it. `place` is where it is raised.
    """

    label: str
    kinds: tuple[Names, ...]
    exact: bool
    place: Place | None = field(default=None, compare=False)


def of_exit(piece: Exit) -> Thrown:
    """Return what a `raise` with a label or names throws."""
    names = piece.names or (piece.label,)
    more = (base for base in _bases(names[-1]) if base not in names)
    return Thrown(piece.label or names[0], ((*names, *more),), exact=True, place=piece.place)


def of_names(names: Names) -> Thrown:
    """Return an exception of one of these classes or of one derived from it; no names: of any."""
    return Thrown(", ".join(names), tuple(map(_with_bases, names)), exact=False) if names else ANY


ANY = Thrown("", ((),), exact=False)
"""Whatever a call may raise."""


def catch(handler: Names, thrown: Thrown) -> tuple[bool, Thrown | None]:
    """Tell whether `except handler` may catch, and return what it lets pass: None for nothing."""
    verdicts = [(kind, _verdict(handler, kind, exact=thrown.exact)) for kind in thrown.kinds]
    rest = tuple(kind for kind, verdict in verdicts if verdict != "surely")
    hit = any(verdict != "never" for _, verdict in verdicts)
    if len(rest) == len(thrown.kinds):
        return hit, thrown
    label = ", ".join(kind[0] for kind in rest if kind)
    return hit, replace(thrown, label=label, kinds=rest) if rest else None


def catches_all(handler: Names) -> bool:
    """Tell whether no ordinary exception passes `except handler`."""
    return not handler or "Exception" in handler or "BaseException" in handler


def _verdict(handler: Names, kind: Names, *, exact: bool) -> str:
    """Say whether a handler catches a class `surely`, `perhaps` (one derived from it) or `never`.

    `Exception` catches a class whose bases aren't known, but not the builtin ones beside it
    (`SystemExit`).
    """
    caught = [_ALIASES.get(name, name) for name in handler]
    if not handler or "BaseException" in caught:
        return "surely"
    if "Exception" in caught and ("Exception" in kind or "BaseException" not in kind):
        return "surely"
    if any(name in kind for name in caught):
        return "surely"
    if exact:
        return "never"
    own = _ALIASES.get(kind[0], kind[0]) if kind else "Exception"
    unbounded = own in ("Exception", "BaseException")
    derived = any(own in _bases(name) for name in caught)
    return "perhaps" if unbounded or derived else "never"


def _with_bases(name: str) -> Names:
    own = _ALIASES.get(name, name)
    return (name, *_bases(own)) if own == name else (name, own, *_bases(own))


@cache
def _bases(name: str) -> Names:
    """Return the names of a builtin exception's bases, none for any other class."""
    if name in _LATER:
        return _LATER[name]
    found = getattr(builtins, name, None)
    if not (isinstance(found, type) and issubclass(found, BaseException)):
        return ()
    return tuple(base.__name__ for base in found.__mro__[1:-1])
