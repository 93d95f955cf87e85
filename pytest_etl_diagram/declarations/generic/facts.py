"""The facts of one stage, under one name each whatever the file calls them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.settings import Told, told
from pytest_etl_diagram.declarations.generic.values import is_given, shown
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar, items

if TYPE_CHECKING:
    from collections.abc import Iterator

_RENAMED = {
    "connection": words.CONNECTIONS,
    "mode": words.MODES,
    "keys": words.KEYS,
    "columns": words.COLUMNS,
}
_UNORDERED = frozenset({"keys"})


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a setting gives, with its line."""

    name: str
    line: int


def facts_of(
    settings: Mapping, kind: Entry | None, hidden: set[str], *, typed: bool = True
) -> list[Told]:
    """Return the facts of a stage's settings but those that `hidden` names (in snake case).

    `kind` is the setting that says its type, which is its operator; with `typed` False its name
    says that already.
    """
    found: list[Told] = []
    if kind is not None and typed and isinstance(kind.value, Scalar):
        found.append(Told("operator", shown(kind.value), kind.line))
    skipped = {*hidden, *words.DEPENDS, *words.UNSHOWN}
    left = [e for e in settings.entries if e is not kind and snake(e.key) not in skipped]
    for name, names in _RENAMED.items():
        entry = find(Mapping(tuple(left)), names)
        if entry is not None and is_given(entry.value) and not isinstance(entry.value, Mapping):
            found.append(Told(name, _value(name, entry), entry.line))
            left.remove(entry)
    for entry in left:
        found.extend(told(entry))
    return found


def _value(name: str, entry: Entry) -> str:
    if name in _UNORDERED:
        parts = (part for item in items(entry.value) for part in shown(item).split(","))
        return ", ".join(sorted(part.strip() for part in parts))
    return shown(entry.value, entry.key)


def is_late(settings: Mapping) -> bool:
    """Tell whether a check says that it runs after the load: `stage: post_load`, `after: load`."""
    entry = find(settings, ("stage", "when", "phase", "timing", "position", "after", "run_on"))
    if entry is None or not isinstance(entry.value, Scalar):
        return False
    said = set(words.words_of(shown(entry.value)))
    return not said & _EARLY and bool(said & _LATE)


_EARLY = frozenset({"pre", "before", "source", "extract"})
_LATE = frozenset({"post", "load", "target", "sink", "destination", "write", "publish"})


def names_in(settings: Mapping, keys: tuple[str, ...]) -> tuple[Named, ...]:
    """Return the names that these settings give: texts, lists of them, mappings with a name."""
    found = (find(settings, (key,)) for key in keys)
    return tuple(named for entry in found if entry is not None for named in _each(entry))


def _each(entry: Entry) -> Iterator[Named]:
    for item in items(entry.value):
        if isinstance(item, Scalar):
            for part in shown(item).split(","):
                if part.strip():
                    yield Named(part.strip(), item.line or entry.line)
        elif isinstance(item, Mapping):
            inner = find(item, words.STEP_NAMES)
            if inner is not None and isinstance(inner.value, Scalar):
                yield Named(shown(inner.value), inner.line)
        elif isinstance(item, Listing):
            yield from _each(Entry(entry.key, item, entry.line))
