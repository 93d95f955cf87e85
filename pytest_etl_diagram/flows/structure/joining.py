"""Putting together what the files of a project tell of its structure."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_etl_diagram.flows.structure.definitions import is_test

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_etl_diagram.flows.structure.files import End
    from pytest_etl_diagram.flows.tree import Component, Link


def joined(components: Iterable[Component], links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links between components, and to classes that are missing.

    Links to plain data go, as do those to and from tests, and what a class says of
    itself that one of its bases says already: that it holds something.
    """
    ends: set[End] = set()
    for each in components:
        names = (each.name,) if each.is_class else ("", *each.methods)
        ends |= {(name, each.module) for name in names}
    kept = [link for link in dict.fromkeys(links) if _matters(link, ends)]
    return tuple(_without_repeated(kept))


def _matters(link: Link, ends: set[End]) -> bool:
    source, target = (link.source, link.source_module), (link.target, link.target_module)
    if source == target or is_test(link.source_module) or is_test(link.target_module):
        return False
    return _is_known(source, ends) and (not link.resolved or _is_known(target, ends))


def _is_known(end: End, ends: set[End]) -> bool:
    """Tell whether an end of a link is a component, or a private function of one."""
    name, module = end
    is_private = name.startswith("_") and name.strip("_")[:1].islower()
    return end in ends or (is_private and ("", module) in ends)


def _without_repeated(links: list[Link]) -> Iterator[Link]:
    bases: defaultdict[End, set[End]] = defaultdict(set)
    held: defaultdict[End, set[tuple[str, End]]] = defaultdict(set)
    for link in links:
        source, target = (link.source, link.source_module), (link.target, link.target_module)
        if link.kind == "implements":
            bases[source].add(target)
        elif link.kind == "holds":
            held[source].add((link.label, target))
    for link in links:
        part = link.label, (link.target, link.target_module)
        above = _above((link.source, link.source_module), bases)
        if link.kind != "holds" or not any(part in held.get(base, ()) for base in above):
            yield link


def _above(cls: End, bases: Mapping[End, set[End]]) -> set[End]:
    """Return all bases of a class."""
    found: set[End] = set()
    waiting = [cls]
    while waiting:
        new = bases.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found - {cls}
