"""Settings as facts: each with the line on which it stands, in an order that keys don't decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic.values import is_given, shown
from pytest_etl_diagram.declarations.generic.words import SETTINGS, UNSHOWN, snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar, text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pytest_etl_diagram.documents.tree import Tree

NOTHING = Mapping()
"""No settings at all."""
MAX_DEPTH = 6
"""A setting nested deeper than this is written on one line."""


@dataclass(frozen=True, slots=True)
class Told:
    """One fact that the file tells: its name, its value in words, and its line.

    One with the value "" is no fact: it only tells where something stands, such as a mapping.
    """

    name: str
    value: str
    line: int


FIRST = tuple(
    "operator schedule timezone start_date end_date catchup enabled connection reads writes mode "
    "keys columns query".split()
)
"""Facts in their order; those of other names follow by name."""
_WHEN_NOT_GIVEN = {
    **dict.fromkeys("enabled active is_active".split(), "true"),
    **dict.fromkeys("disabled paused is_paused suspended".split(), "false"),
}
"""Switches with what holds anyway: to say that is to say nothing."""
_RANKS = {name: rank for rank, name in enumerate(FIRST)}


def in_order(told: Iterable[Told]) -> tuple[Told, ...]:
    """Return facts in the order to show, each name once: the first one counts."""
    unique: dict[str, Told] = {}
    for each in told:
        if each.value and _WHEN_NOT_GIVEN.get(snake(each.name)) != each.value.lower():
            unique.setdefault(each.name, each)
    return tuple(sorted(unique.values(), key=lambda t: (_RANKS.get(t.name, len(FIRST)), t.name)))


def beside(told: Iterable[Told], shown: Iterable[Told]) -> tuple[Told, ...]:
    """Return where more is said than what is `shown`: mappings, switches that say what holds."""
    facts = {each.name for each in shown}
    found: dict[str, Told] = {}
    for each in told:
        if each.name not in facts:
            found.setdefault(each.name, replace(each, value=""))
    return tuple(found.values())


def told(entry: Entry, name: str = "") -> tuple[Told, ...]:
    """Return the facts of a setting: `retry: {attempts: 3}` is `retry.attempts: 3`.

    That of the mapping itself has no value.
    """
    return tuple(_told(name or entry.key, entry.value, entry.line, 0))


def _told(name: str, tree: Tree, line: int, depth: int) -> Iterator[Told]:
    if not is_given(tree) or snake(name.rpartition(".")[2]) in UNSHOWN:
        return
    nested = isinstance(tree, Mapping) and not tree.tag and depth < MAX_DEPTH
    if isinstance(tree, Mapping) and nested and not text(tree).startswith("{{"):
        yield Told(name, "", line)
        for entry in tree.entries:
            yield from _told(f"{name}.{entry.key}", entry.value, entry.line, depth + 1)
        return
    if isinstance(tree, Listing) and not tree.tag and _named(tree):
        yield Told(name, "", line)
        for item, key in zip(tree.items, _named(tree), strict=True):
            rest = Mapping(
                tuple(e for e in _entries(item) if snake(e.key) not in _NAMING), item.line
            )
            if rest.entries:
                yield from _told(f"{name}.{key}", rest, item.line, depth + 1)
            else:
                yield Told(f"{name}.{key}", NO_MORE, item.line)
        return
    yield Told(name, shown(tree, name), line)


NO_MORE = "yes"
"""What is told of an item of a list that has a name and nothing else."""
_NAMING = ("name", "column", "field", "id")


def _entries(tree: Tree) -> tuple[Entry, ...]:
    return tree.entries if isinstance(tree, Mapping) else ()


def _named(tree: Listing) -> tuple[str, ...]:
    """Return the names of mappings in a list that all have one of their own, else nothing."""
    names = []
    for item in tree.items:
        found = [e.value for e in _entries(item) if snake(e.key) in _NAMING]
        if not found or not isinstance(found[0], Scalar):
            return ()
        names.append(shown(found[0]))
    return tuple(names) if len(set(names)) == len(names) else ()


def opened(mapping: Mapping, keep: Collection[str] = ()) -> Mapping:
    """Put what stands in `config:`, `params:` and the like beside a step's own settings.

    What the step says itself goes before. Names in `keep` stay as they are.
    """
    entries: list[Entry] = []
    inner: list[Entry] = []
    for entry in mapping.entries:
        is_inside = snake(entry.key) in SETTINGS and entry.key not in keep
        if is_inside and isinstance(entry.value, Mapping) and not entry.value.tag:
            inner.extend(opened(entry.value).entries)
        else:
            entries.append(entry)
    return merged(Mapping(tuple(entries), mapping.line, mapping.tag), Mapping(tuple(inner)))


def merged(first: Mapping, second: Mapping) -> Mapping:
    """Return a mapping with what only `second` says added, mappings in both merged likewise."""
    others = {snake(entry.key): entry for entry in second.entries}
    entries = []
    for entry in first.entries:
        other = others.pop(snake(entry.key), None)
        value = entry.value
        if other is not None and isinstance(value, Mapping) and isinstance(other.value, Mapping):
            value = merged(value, other.value)
        entries.append(Entry(entry.key, value, entry.line))
    return Mapping((*entries, *others.values()), first.line, first.tag)


def without(mapping: Mapping, names: Collection[str]) -> Mapping:
    """Return a mapping without the settings of these names (in snake case)."""
    kept = tuple(entry for entry in mapping.entries if snake(entry.key) not in names)
    return Mapping(kept, mapping.line, mapping.tag)
