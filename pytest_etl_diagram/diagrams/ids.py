"""Mermaid ids: a kind prefix and the name, made unique by the name alone."""

from __future__ import annotations

import hashlib
import re
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Drawn = TypeVar("_Drawn")

_PLAIN = re.compile(r"[A-Za-z0-9_]{1,80}")
_LIKE_HASHED = re.compile(r".*_[0-9a-f]{6}")
_OTHER = re.compile(r"[^A-Za-z0-9_]")
MAX_LENGTH = 80
LENGTHS = (6, 16, 64)
"""How much of its hash a name gets: more only where that of another in one drawing begins alike."""


@dataclass(slots=True)
class _Drawing:
    """The ids of a drawing that is being made, and those that two names of it would have."""

    shared: frozenset[str] = frozenset()
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    doubled: set[str] = field(default_factory=set)

    def id_of(self, key: tuple[str, str]) -> str:
        """Return the id of a prefix and a name."""
        if key not in self.ids:
            found = self.ids[key] = _first_free(*key, self.shared)
            if self.names.setdefault(found, key) != key:
                self.doubled.add(found)
        return self.ids[key]


_DRAWING: ContextVar[_Drawing | None] = ContextVar("drawing", default=None)


def drawn_apart(draw: Callable[[], _Drawn]) -> _Drawn:
    """Return what `draw` returns, in which no two names have one id.

    Where the hashes of two of them begin alike it is drawn once more, and both have longer ones,
    whichever came first.
    """
    shared: frozenset[str] = frozenset()
    while True:
        drawing = _Drawing(shared)
        token = _DRAWING.set(drawing)
        try:
            drawn = draw()
        finally:
            _DRAWING.reset(token)
        if not drawing.doubled:
            return drawn
        shared |= drawing.doubled


def make_id(prefix: str, name: str) -> str:
    """Return the id of a name, e.g. `t_load_to_snowflake`.

    A name that can't be an id as it is (`group.task`) gets a suffix from its
    own hash and never from a counter: another name that comes or goes must not
    change it, unless it would have the same one (see `drawn_apart`).
    """
    drawing = _DRAWING.get()
    if drawing is None:
        return _first_free(prefix, name, frozenset())
    return drawing.id_of((prefix, name))


def _first_free(prefix: str, name: str, shared: frozenset[str]) -> str:
    if _PLAIN.fullmatch(name) and not _LIKE_HASHED.fullmatch(name) and prefix + name not in shared:
        return prefix + name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    slug = prefix + _OTHER.sub("_", name)[:MAX_LENGTH]
    *short, longest = (f"{slug}_{digest[:length]}" for length in LENGTHS)
    return next((made for made in short if made not in shared), longest)
