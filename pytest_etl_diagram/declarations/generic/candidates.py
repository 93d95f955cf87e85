"""Where in a document the pipelines stand, each with its name and what is true for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.declarations.generic import words
from pytest_etl_diagram.declarations.generic.parts import section_of
from pytest_etl_diagram.declarations.generic.recognising import (
    ANYWHERE,
    LIKELY,
    SURE,
    Likeness,
    likeness,
)
from pytest_etl_diagram.declarations.generic.settings import NOTHING, merged, without
from pytest_etl_diagram.declarations.generic.shapes import SOURCE, STEP, TARGET, Wrong
from pytest_etl_diagram.declarations.generic.sharing import (
    DEFINITIONS,
    MAX_DEPTH,
    defaults,
    extended,
    name_of,
    with_outer,
)
from pytest_etl_diagram.declarations.generic.values import is_given
from pytest_etl_diagram.declarations.generic.words import find, snake
from pytest_etl_diagram.documents.tree import Entry, Listing, Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.documents.tree import Tree

_SURE = frozenset(
    "pipelines pipeline etls etl elt data_pipelines etl_jobs etl_pipelines ingestions syncs".split()
)
"""What hardly anything but pipelines of data stands below."""
_CONNECTIONS = tuple(
    "connections databases sources targets datasources data_sources sinks destinations".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One pipeline: its name (with `named` False it has the file's), settings and line.

    `definitions` and `connections` are what its file defines by name.
    """

    name: str
    settings: Mapping
    line: int
    definitions: Mapping = NOTHING
    connections: Mapping = NOTHING


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pipelines of a document, and what stands among them and is none."""

    found: tuple[Candidate, ...] = ()
    wrong: tuple[Wrong, ...] = ()


def candidates(document: Tree, stem: str, *, enough: int) -> Candidates:
    """Return the pipelines of a document.

    `stem` names one that has no name of its own, `enough` says how much has to speak for one.
    """
    if isinstance(document, Listing):
        return _items(document, stem, Mapping(), enough=enough)
    if not isinstance(document, Mapping) or document.tag:
        return Candidates()
    return _within(document, stem, enough=enough, depth=0)


def _within(mapping: Mapping, stem: str, *, enough: int, depth: int) -> Candidates:
    below = _containers(mapping, stem, enough=enough)
    if below.found:
        return below
    own = _whole(mapping)
    if likeness(own).is_pipeline(enough):
        around = Mapping(tuple(e for e in mapping.entries if not section_of(e)))
        return Candidates((_candidate(own, name_of(own) or stem, _around(around), mapping.line),))
    for entry in mapping.entries:
        key, inner = snake(entry.key), entry.value
        if isinstance(inner, Mapping) and key in words.WRAPPERS and depth < MAX_DEPTH:
            around = with_outer(inner, without(mapping, {key}), wrapper=key)
            found = _within(around, stem, enough=enough, depth=depth + 1)
            if found.found:
                return found
    named = _named(mapping, mapping, enough=enough, strict=True)
    return named if named.found else _elsewhere(mapping, stem, depth)


def _elsewhere(mapping: Mapping, stem: str, depth: int) -> Candidates:
    """Return the pipelines below keys that say nothing, where everything speaks for them."""
    found: list[Candidate] = []
    outer = with_outer(Mapping(), mapping)
    for entry in mapping.entries:
        if section_of(entry) or depth >= MAX_DEPTH or entry.value.tag:
            continue
        if isinstance(entry.value, Listing):
            found += _items(entry.value, stem, outer, enough=ANYWHERE).found
        elif isinstance(entry.value, Mapping):
            inner = merged(entry.value, outer)
            found += _within(inner, entry.key, enough=ANYWHERE, depth=depth + 1).found
    return Candidates(tuple(found))


def _containers(mapping: Mapping, stem: str, *, enough: int) -> Candidates:
    """Return the pipelines below `pipelines:`, `jobs:` and the like."""
    found: list[Candidate] = []
    wrong: list[Wrong] = []
    for entry in mapping.entries:
        if snake(entry.key) not in words.PIPELINES:
            continue
        outer = without(mapping, {snake(entry.key)})
        if _are_steps(entry):
            continue
        enough_here = SURE if snake(entry.key) in _SURE else min(LIKELY, enough)
        if isinstance(entry.value, Listing):
            inside = _items(entry.value, stem, outer, enough=enough_here)
        elif isinstance(entry.value, Mapping) and not entry.value.tag:
            inside = _named(entry.value, outer, enough=enough_here)
            own = likeness(entry.value).is_pipeline(enough_here)
            if own and (not inside.found or _is_one(entry.value)):
                name = name_of(entry.value) or name_of(outer) or stem
                settings = merged(entry.value, defaults(outer))
                inside = Candidates((_candidate(settings, name, _around(outer), entry.line),))
        else:
            continue
        found += inside.found
        wrong += inside.wrong
    return Candidates(tuple(found), tuple(wrong) if found else ())


def _are_steps(entry: Entry) -> bool:
    """Tell whether a list below `pipeline:` is that of its steps: none both reads and writes."""
    if snake(entry.key).endswith("s") or not isinstance(entry.value, Listing):
        return False
    sections = [
        {section_of(e) for e in item.entries} if isinstance(item, Mapping) else set()
        for item in entry.value.items
    ]
    return not any({SOURCE, TARGET} <= each for each in sections[:-1])


def _is_one(mapping: Mapping) -> bool:
    """Tell whether a mapping says of itself what one pipeline does: its name, its schedule."""
    names = (*words.NAMES, *words.SCHEDULES)
    return any(isinstance(e.value, Scalar) and snake(e.key) in names for e in mapping.entries)


def _whole(mapping: Mapping) -> Mapping:
    """Add what `pipeline: {name: …, schedule: …}` says to the source and target beside it.

    A list there is its steps.
    """
    for entry in mapping.entries:
        if snake(entry.key) not in words.PIPELINES:
            continue
        rest = without(mapping, {snake(entry.key)})
        if isinstance(entry.value, Mapping) and not entry.value.tag:
            return merged(rest, entry.value)
        if isinstance(entry.value, Listing) and not any(
            section_of(e) == STEP for e in rest.entries
        ):
            return merged(rest, Mapping((Entry("steps", entry.value, entry.line),)))
    return mapping


def _named(mapping: Mapping, outer: Mapping, *, enough: int, strict: bool = False) -> Candidates:
    """Return the pipelines of a mapping from names to pipelines.

    With `strict` what is none is of no interest; else it is wrong to stand there.
    """
    likely: list[tuple[Candidate, Likeness]] = []
    wrong: list[Wrong] = []
    shared, around = defaults(Mapping() if strict else mapping, outer), _around(outer)
    for entry in mapping.entries:
        key = snake(entry.key)
        if key in words.DEFAULTS or key.startswith((".", "x_", "_")):
            continue
        if not isinstance(entry.value, Mapping) or entry.value.tag:
            wrong.append(_no_pipeline(entry.key, entry.value, entry.line))
            continue
        settings = merged(extended(_whole(entry.value), mapping), shared)
        own_name = name_of(entry.value) if strict else ""
        candidate = _candidate(settings, own_name or entry.key, around, entry.line)
        likely.append((candidate, likeness(settings)))
    chosen = _chosen(likely, enough=enough, strict=strict)
    return Candidates(chosen.found, () if strict else (*wrong, *chosen.wrong))


def _chosen(
    likely: list[tuple[Candidate, Likeness]], *, enough: int, strict: bool = False
) -> Candidates:
    """Return those that are pipelines; among pipelines less is enough, unless it is `strict`."""
    any_is = any(like.is_pipeline(enough) for _, like in likely)
    found, wrong = [], []
    for candidate, like in likely:
        among = any_is and not strict and like.has_part and not like.is_other
        if among or like.is_pipeline(enough):
            found.append(candidate)
        elif any_is:
            wrong.append(_unlike(candidate.name, candidate.line))
    return Candidates(tuple(found), tuple(wrong))


def _items(listing: Listing, stem: str, outer: Mapping, *, enough: int) -> Candidates:
    """Return the pipelines of a list."""
    likely: list[tuple[Candidate, Likeness]] = []
    wrong: list[Wrong] = []
    shared, around = defaults(outer), _around(outer)
    for number, item in enumerate(listing.items, 1):
        single = isinstance(item, Mapping) and len(item.entries) == 1
        if not isinstance(item, Mapping) or item.tag:
            wrong.append(_no_pipeline(f"entry {number}", item, item.line or listing.line))
            continue
        name, body, line = name_of(item), item, item.line
        if (
            single
            and isinstance(item.entries[0].value, Mapping)
            and not section_of(item.entries[0])
        ):
            name, body, line = item.entries[0].key, item.entries[0].value, item.entries[0].line
        settings = merged(_whole(body), shared)
        candidate = _candidate(settings, name or f"{stem} ({number})", around, line)
        likely.append((candidate, likeness(settings)))
    chosen = _chosen(likely, enough=enough)
    return Candidates(chosen.found, (*wrong, *chosen.wrong) if chosen.found else ())


def _no_pipeline(name: str, tree: Tree, line: int) -> Wrong:
    sort = (
        "a list" if isinstance(tree, Listing) else "a single value" if is_given(tree) else "empty"
    )
    return Wrong(
        line, f"pipeline {name} is {sort}; give a mapping with its source, steps and target"
    )


def _unlike(name: str, line: int) -> Wrong:
    return Wrong(
        line,
        f"{name} stands among pipelines and has neither a source and target nor steps that extract "
        "and load; give it these, or move it",
        fatal=False,
    )


def _candidate(
    settings: Mapping, name: str, around: tuple[Mapping, Mapping], line: int
) -> Candidate:
    return Candidate(name, settings, line, *around)


def _around(outer: Mapping) -> tuple[Mapping, Mapping]:
    """Return what stands around pipelines under names: everything, and the connections of it."""
    return _all(outer, DEFINITIONS), _all(outer, _CONNECTIONS)


def _all(outer: Mapping, names: tuple[str, ...]) -> Mapping:
    """Return everything that is defined by name below these keys."""
    found: dict[str, Entry] = {}
    for key in names:
        entry = find(outer, (key,))
        for each in _definitions(entry):
            found.setdefault(each.key, each)
    return Mapping(tuple(found.values()))


def _definitions(entry: Entry | None) -> Iterator[Entry]:
    if entry is None:
        return
    if isinstance(entry.value, Mapping):
        yield from entry.value.entries
    elif isinstance(entry.value, Listing):
        for item in entry.value.items:
            name = name_of(item) if isinstance(item, Mapping) else ""
            if name:
                yield Entry(name, item, item.line)
