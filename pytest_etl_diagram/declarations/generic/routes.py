"""Dependencies that are said elsewhere than at who waits: `next: load`, or a list of `edges`."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.facts import Named, names_in
from pytest_etl_diagram.declarations.generic.ordering import known_names
from pytest_etl_diagram.declarations.generic.settings import without
from pytest_etl_diagram.declarations.generic.values import shown
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Listing, Mapping, Scalar, items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_etl_diagram.declarations.generic.drafts import Draft
    from pytest_etl_diagram.documents.tree import Tree

_SOURCES = ("from", "source", "upstream", "start")
_TARGETS = ("to", "target", "downstream", "end")
Route = tuple[str, Named]
"""A stage that goes before, and the name of the one behind it."""


def routed(
    drafts: Sequence[Draft], names: Sequence[str], settings: Mapping
) -> tuple[list[Draft], Mapping]:
    """Give each stage those that name it as their next one, or that an edge leads from.

    Returns the stages, and the pipeline's settings without its edges.
    """
    known = known_names(drafts, names)
    said = [
        (name, each)
        for draft, name in zip(drafts, names, strict=True)
        for each in draft.nexts
        if each.name in known
    ]
    entry = find(settings, words.EDGES)
    found = [] if entry is None else [pair for item in items(entry.value) for pair in _pairs(item)]
    if entry is not None and found and all({a, b.name} <= known.keys() for a, b in found):
        settings = without(settings, {snake(entry.key)})
        said += found
    needs: dict[int, list[Named]] = {}
    for before, after in said:
        for index in known[after.name]:
            needs.setdefault(index, []).append(Named(before, after.line))
    waiting = [
        replace(draft, needs=(*(draft.needs or ()), *needs[index])) if index in needs else draft
        for index, draft in enumerate(drafts)
    ]
    starts = {before for before, _ in said}
    return [
        replace(draft, needs=()) if draft.needs is None and name in starts else draft
        for draft, name in zip(waiting, names, strict=True)
    ], settings


def nexts_of(settings: Mapping) -> tuple[Named, ...]:
    """Return the steps that a step names as those after it, also by what of it they take."""
    outputs = find(settings, ("outputs", "routes", "branches"))
    ways = outputs.value.entries if outputs and isinstance(outputs.value, Mapping) else ()
    by_way = (Named(shown(way.value), way.line) for way in ways if isinstance(way.value, Scalar))
    return (*names_in(settings, words.NEXT), *by_way)


def _pairs(item: Tree) -> Iterator[Route]:
    """Yield the pairs of `[a, b]`, `a -> b -> c` and `{from: a, to: [b, c]}`."""
    if isinstance(item, Mapping):
        for before in names_in(item, _SOURCES):
            yield from ((before.name, after) for after in names_in(item, _TARGETS))
        return
    parts = items(item) if isinstance(item, Listing) else ()
    told = [shown(part) for part in parts] or [p.strip() for p in shown(item).split("->")]
    yield from ((a, Named(b, item.line)) for a, b in itertools.pairwise(told))
