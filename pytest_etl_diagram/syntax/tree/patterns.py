"""Patterns of `match` in the small tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pytest_etl_diagram.syntax.tree.expressions import Expr


@dataclass(slots=True, eq=False)
class MatchValue:
    """A pattern that compares for equality (or identity: None, True, False)."""

    value: Expr


@dataclass(slots=True, eq=False)
class MatchSequence:
    """`[a, *rest, b]`; a starred element is a MatchStar."""

    patterns: tuple[Pattern, ...]


@dataclass(slots=True, eq=False)
class MatchStar:
    """`*name` in a sequence pattern ("" for `*_`)."""

    name: str


@dataclass(slots=True, eq=False)
class MatchMapping:
    """`{key: pattern, **rest}`."""

    items: tuple[tuple[Expr, Pattern], ...]
    rest: str


@dataclass(slots=True, eq=False)
class MatchClass:
    """`cls(patterns, name=pattern)`."""

    cls: Expr
    patterns: tuple[Pattern, ...]
    keywords: tuple[tuple[str, Pattern], ...]


@dataclass(slots=True, eq=False)
class MatchAs:
    """`pattern as name`; without a pattern it captures, without a name it is `_`."""

    pattern: Pattern | None
    name: str


@dataclass(slots=True, eq=False)
class MatchOr:
    """`a | b`."""

    patterns: tuple[Pattern, ...]


Pattern: TypeAlias = (
    MatchValue | MatchSequence | MatchStar | MatchMapping | MatchClass | MatchAs | MatchOr
)
