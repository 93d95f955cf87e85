"""What is drawn of a project's architecture: the boxes, and the edges between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.architecture.arrows import Arrow, arrows, worthwhile
from pytest_etl_diagram.diagrams.architecture.catalogue import Catalogue, Key, catalogue
from pytest_etl_diagram.diagrams.architecture.work import Work, work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_etl_diagram.flows.tree import Structure


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a project, and what of it is drawn.

    `drawn` are the components that have a box, `functions` by file the functions
    that are named in it.
    """

    catalogue: Catalogue
    work: Work
    arrows: tuple[Arrow, ...]
    drawn: tuple[Key, ...]
    functions: dict[str, frozenset[str]]


def plan(structures: Sequence[Structure]) -> Plan:
    """Decide what is drawn: nothing that no other reaches and that reaches nothing itself."""
    known = catalogue(structures)
    shown = work(known)
    noted = _noted(known, shown)
    kept = worthwhile(arrows(known, shown), noted)
    joined = {key for arrow in kept for key in (arrow.source, arrow.target)}
    drawn = tuple(sorted(noted | joined))
    return Plan(known, shown, tuple(kept), drawn, _functions(known, shown, kept))


def _noted(known: Catalogue, shown: Work) -> frozenset[Key]:
    """Return the components that a flow, a DAG or a configuration file tells of."""
    outside = (key for s in shown.stores.values() for key in (*s.readers, *s.writers))
    configured = (key for key, files in known.configuration.items() if files)
    return frozenset((*shown.seen, *outside, *configured, *(job.target for job in known.jobs)))


def _functions(known: Catalogue, shown: Work, kept: Sequence[Arrow]) -> dict[str, frozenset[str]]:
    """Return the functions that flows, DAGs and edges are about.

    Private ones are details of their file: that one is taken out of another
    changes nothing of the architecture.
    """
    told: defaultdict[str, set[str]] = defaultdict(set)
    for module, names in shown.functions.items():
        told[module] |= names.keys()
    for arrow in kept:
        for module, name in arrow.functions:
            told[module].add(name)
    for job in known.jobs:
        if not job.target.name:
            told[job.target.module].add(job.function)
    public = {key.module: each.methods for key, each in known.components.items() if not key.name}
    return {
        module: frozenset(names & set(public.get(module, ()))) for module, names in told.items()
    }
