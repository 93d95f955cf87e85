"""Patterns of `match`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.evaluate.comparison import compare
from pytest_etl_diagram.evaluate.values import (
    Choice,
    ClassValue,
    Dict,
    Instance,
    List,
    Unknown,
)
from pytest_etl_diagram.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.evaluate.interpreter import Interpreter
    from pytest_etl_diagram.evaluate.scope import Scope


def fits(it: Interpreter, pattern: tree.Pattern, subject: object, scope: Scope) -> bool | None:
    """Tell whether `subject` fits, None where that isn't known; names are bound on the way."""
    if isinstance(pattern, tree.MatchAs):
        found = True if pattern.pattern is None else fits(it, pattern.pattern, subject, scope)
        if pattern.name and found is not False:
            scope.bind(pattern.name, subject)
        return found
    if isinstance(pattern, tree.MatchOr):
        return _any(fits(it, p, subject, scope) for p in pattern.patterns)
    if isinstance(pattern, tree.MatchValue):
        return compare(it, "==", subject, it.eval(pattern.value, scope))
    if isinstance(subject, (Unknown, Choice)):
        _bind_all(pattern, subject, scope)
        return None
    if isinstance(pattern, tree.MatchSequence):
        return _sequence(it, pattern, subject, scope)
    if isinstance(pattern, tree.MatchMapping):
        return _mapping(it, pattern, subject, scope)
    if isinstance(pattern, tree.MatchClass):
        return _class(it, pattern, subject, scope)
    return None


def _any(results: Iterable[bool | None]) -> bool | None:
    worst: bool | None = False
    for result in results:
        if result:
            return True
        if result is None:
            worst = None
    return worst


def _all(results: Iterable[bool | None]) -> bool | None:
    best: bool | None = True
    for result in results:
        if result is False:
            return False
        if result is None:
            best = None
    return best


def _bind_all(pattern: tree.Pattern, subject: object, scope: Scope) -> None:
    """Bind every name of a pattern that may fit an unknown."""
    name = getattr(pattern, "name", "") or getattr(pattern, "rest", "")
    if name:
        scope.bind(name, subject)
    for part in (*getattr(pattern, "patterns", ()), getattr(pattern, "pattern", None)):
        if part is not None:
            _bind_all(part, subject, scope)
    for _, part in (*getattr(pattern, "items", ()), *getattr(pattern, "keywords", ())):
        _bind_all(part, subject, scope)


def _sequence(
    it: Interpreter, pattern: tree.MatchSequence, subject: object, scope: Scope
) -> bool | None:
    if not isinstance(subject, (list, tuple)):
        return False
    parts = pattern.patterns
    star = next((i for i, p in enumerate(parts) if isinstance(p, tree.MatchStar)), None)
    if star is None:
        if len(parts) != len(subject):
            return False
        return _all(fits(it, p, s, scope) for p, s in zip(parts, subject, strict=True))
    after = len(parts) - star - 1
    if len(subject) < star + after:
        return False
    end = len(subject) - after
    rest = parts[star]
    if isinstance(rest, tree.MatchStar) and rest.name:
        scope.bind(rest.name, List(subject[star:end]))
    pairs = [*zip(parts[:star], subject[:star], strict=True)]
    pairs += zip(parts[star + 1 :], subject[end:], strict=True)
    return _all(fits(it, p, s, scope) for p, s in pairs)


def _mapping(
    it: Interpreter, pattern: tree.MatchMapping, subject: object, scope: Scope
) -> bool | None:
    if not isinstance(subject, dict):
        return False
    keys = [it.eval(key, scope) for key, _ in pattern.items]
    missing = [key for key in keys if key not in subject]
    if missing:
        return None if isinstance(subject, Dict) and subject.maybe else False
    if pattern.rest:
        scope.bind(pattern.rest, Dict((k, v) for k, v in subject.items() if k not in keys))
    parts = zip(keys, pattern.items, strict=True)
    return _all(fits(it, part, subject[key], scope) for key, (_, part) in parts)


def _class(it: Interpreter, pattern: tree.MatchClass, subject: object, scope: Scope) -> bool | None:
    cls = it.eval(pattern.cls, scope)
    if isinstance(cls, type):
        if not isinstance(subject, cls):
            return False
        return _all(fits(it, p, subject, scope) for p in pattern.patterns)
    if not isinstance(cls, ClassValue):
        return None
    if not (isinstance(subject, Instance) and isinstance(subject.cls, ClassValue)):
        return False
    if cls not in subject.cls.mro:
        return False
    names = it.attribute(cls, "__match_args__") if cls.find("__match_args__") else ()
    listed = names if isinstance(names, (list, tuple)) else ()
    pairs = [*zip(listed, pattern.patterns, strict=False), *pattern.keywords]
    return _all(fits(it, p, it.attribute(subject, str(n)), scope) for n, p in pairs)
