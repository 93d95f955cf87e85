"""Where in the code the boxes of an architecture stand, and what is said of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.architecture import boxes
from pytest_etl_diagram.diagrams.architecture.catalogue import Key
from pytest_etl_diagram.diagrams.architecture.work import note, order
from pytest_etl_diagram.flows.structure import stem
from pytest_etl_diagram.masking import mask
from pytest_etl_diagram.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.diagrams.architecture.arrows import Arrow
    from pytest_etl_diagram.diagrams.architecture.passing import Pair
    from pytest_etl_diagram.diagrams.architecture.plan import Plan
    from pytest_etl_diagram.diagrams.architecture.work import Places
    from pytest_etl_diagram.model import FactPlaces

    Known = tuple[str, Place | None]


def places(planned: Plan) -> FactPlaces:
    """Return the places of an architecture by the keys that drifts look them up with.

    - A node's id: where it is defined; what isn't defined in the project: where it is used first.
    - `id#fact value` and `id#fact`: where a value of a fact is told, and the fact at all.
    - `id#relation.other` and `id#relation`: where a tie to another one is told, and where such
      ties would be. What a tie is called is in `drift.architectures.relations`.

    What isn't found anywhere is in the first file.
    """
    found: Places[str] = {}
    for key, place in (
        *_components(planned),
        *_functions(planned),
        *_ties(planned),
        *_stores(planned),
        *_configuration(planned),
        *_dags(planned),
    ):
        note(found, key, place)
    known = {key: place for key, place in found.items() if place is not None}
    if known:
        known[""] = Place(min(place.path for place in known.values()))
    return tuple(sorted(known.items(), key=lambda item: item[0]))


def name_of(key: Key) -> str:
    """Return what the box of a component is called."""
    return mask(key.name or stem(key.module))


def _components(planned: Plan) -> Iterator[Known]:
    imported = _imported(planned)
    for key in planned.drawn:
        own = boxes.component_id(planned.catalogue, key)
        defined = boxes.place(planned.catalogue, key)
        yield own, defined or imported.get(key) or _first_seen(planned, key)


def _imported(planned: Plan) -> dict[Key, Place | None]:
    """Return where components are imported that aren't found."""
    found: Places[Key] = {}
    for link in planned.catalogue.links:
        if not link.resolved:
            note(found, planned.catalogue.key(link.target, link.target_module), link.place)
    return found


def _first_seen(planned: Plan, key: Key) -> Place | None:
    """Return where a component that isn't found is used, else who knows it."""
    seen = [at for (_, other), at in planned.work.uses.items() if other == key and at is not None]
    if seen:
        return min(seen, key=order)
    known_by = (arrow.source for arrow in planned.arrows if arrow.target == key)
    homes = (boxes.place(planned.catalogue, other) for other in known_by)
    return min((place for place in homes if place is not None), key=order, default=None)


def _functions(planned: Plan) -> Iterator[Known]:
    """Yield where functions are called of which the box of their file tells."""
    for key in planned.drawn:
        if not key.name:
            own = f"{boxes.component_id(planned.catalogue, key)}#functions"
            called = planned.work.functions.get(key.module, {})
            for function in planned.functions.get(key.module, ()):
                yield f"{own} {mask(function)}", called.get(function)
                yield own, called.get(function)


def _ties(planned: Plan) -> Iterator[Known]:
    ids = {key: boxes.component_id(planned.catalogue, key) for key in planned.drawn}
    made = _made(planned)
    for arrow in planned.arrows:
        source, target = ids[arrow.source], ids[arrow.target]
        if arrow.kind == "data":
            at = planned.work.data.get((arrow.source, arrow.target))
            yield f"{target}#takes_from.{name_of(arrow.source)}", at
        elif arrow.kind in ("holds", "uses"):
            at = _collaboration(planned, arrow, made)
            yield f"{source}#works_with.{name_of(arrow.target)}", at
    for (_, key), at in planned.work.uses.items():
        if key in ids:  # where nobody gives it data any more
            yield f"{ids[key]}#takes_from", at


def _made(planned: Plan) -> Places[Pair]:
    """Return where components make objects of other ones first: (who, of which)."""
    found: Places[Pair] = {}
    for name, module, maker, place in planned.catalogue.made:
        note(found, (planned.catalogue.key(maker, place.path), Key(name, module)), place)
    return found


def _collaboration(planned: Plan, arrow: Arrow, made: Places[Pair]) -> Place | None:
    """Return where one component takes another one, by making it or at least by calling it."""
    ends = arrow.source, arrow.target
    return made.get(ends) or planned.work.uses.get(ends)


def _stores(planned: Plan) -> Iterator[Known]:
    ids = {key: boxes.component_id(planned.catalogue, key) for key in planned.drawn}
    for system, store in planned.work.stores.items():
        own = boxes.store_id(system)
        yield from ((own, at) for at in store.places.values())
        for kind, names in store.names.items():
            for name, at in names.items():
                yield f"{own}#{boxes.plural(kind)} {mask(name)}", at
        for word, users in (("reads", store.readers), ("writes", store.writers)):
            yield from ((f"{ids[key]}#{word}.{mask(system)}", at) for key, at in users.items())


def _configuration(planned: Plan) -> Iterator[Known]:
    """Yield where files of configuration are opened, else the files themselves."""
    opened: defaultdict[str, list[Place]] = defaultdict(list)
    for key in planned.drawn:
        own = boxes.component_id(planned.catalogue, key)
        files = planned.catalogue.configuration.get(key, {})
        component = planned.catalogue.components.get(key)
        known = dict(component.opened) if component is not None else {}
        for path in files:
            opened[path] += [known[path]] if path in known else []
            yield f"{own}#configured_by.{mask(path)}", known.get(path)
    for path, at in opened.items():
        yield boxes.file_id(path), min(at, key=order, default=Place(path))


def _dags(planned: Plan) -> Iterator[Known]:
    """Yield where the tasks of DAGs are made that run something of the project."""
    for job in planned.catalogue.jobs:
        own = boxes.dag_id(job.dag)
        yield own, job.place or Place(job.source)
        yield f"{own}#runs.{name_of(job.target)}", job.place
