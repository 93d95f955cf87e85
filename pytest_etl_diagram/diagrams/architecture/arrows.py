"""How the components of a project know each other, and which of them are worth a box."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.diagrams.architecture.catalogue import Catalogue, Key
    from pytest_etl_diagram.diagrams.architecture.work import Work
    from pytest_etl_diagram.flows.tree import Link


@dataclass(frozen=True, slots=True)
class Arrow:
    """An edge between two components; `functions` are those of a file that it is about."""

    source: Key
    target: Key
    kind: str
    label: str = ""
    functions: tuple[tuple[str, str], ...] = ()


def arrows(catalogue: Catalogue, work: Work) -> list[Arrow]:
    """Return the edges between components.

    That one uses another is only said where nothing says more of the two.
    """
    found = [
        *(arrow for link in catalogue.links for arrow in _of_link(catalogue, link)),
        *(Arrow(source, target, "uses") for source, target in work.uses),
        *(Arrow(source, target, "data") for source, target in work.data),
    ]
    closer = _closer(found)
    told = (a for a in found if a.kind != "uses" or a.target not in closer[a.source])
    return sorted(set(told), key=lambda a: (a.source, a.target, a.kind, a.label, a.functions))


def _closer(found: Iterable[Arrow]) -> defaultdict[Key, set[Key]]:
    """Return what components hold or inherit from, also by what their bases do."""
    own: defaultdict[Key, set[Key]] = defaultdict(set)
    bases: defaultdict[Key, set[Key]] = defaultdict(set)
    for arrow in found:
        if arrow.kind in ("holds", "implements"):
            own[arrow.source].add(arrow.target)
        if arrow.kind == "implements":
            bases[arrow.source].add(arrow.target)
    closer: defaultdict[Key, set[Key]] = defaultdict(set)
    for key in own:
        line, waiting = {key}, [key]
        while waiting:
            new = bases[waiting.pop()] - line
            line |= new
            waiting += new
        closer[key] = {target for each in line for target in own.get(each, ())}
    return closer


def _of_link(catalogue: Catalogue, link: Link) -> Iterator[Arrow]:
    """Yield the edge of a link: none to functions beside a class, or beside one of its bases."""
    source = catalogue.key(link.source, link.source_module)
    target = catalogue.key(link.target, link.target_module)
    ends = ((source, link.source), (target, link.target))
    functions = tuple((key.module, name) for key, name in ends if not key.name and name)
    home = catalogue.home(source) if source.name else catalogue.home(target)
    within = bool(functions) and {source.module, target.module} <= home
    if not within and source != target:
        yield Arrow(source, target, link.kind, link.label, functions)


def worthwhile(found: Iterable[Arrow], noted: frozenset[Key]) -> list[Arrow]:
    """Return the edges that are drawn: those of functions only where they matter.

    The functions of a file have a box where a flow, a DAG or a configuration file
    (`noted`) tells of them, or where a class has to do with them.
    """
    kept = list(found)
    beside = {key for a in kept for key in _beside_class(a)}
    drawn = noted | beside
    return [a for a in kept if all(key.name or key in drawn for key in (a.source, a.target))]


def _beside_class(arrow: Arrow) -> tuple[Key, ...]:
    if arrow.source.name or arrow.target.name:
        return arrow.source, arrow.target
    return ()
