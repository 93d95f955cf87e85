"""What the flows of a project show: who calls whom, which data goes where, what is outside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from pytest_etl_diagram.diagrams.architecture.catalogue import Key
from pytest_etl_diagram.diagrams.architecture.layers import (
    CONFIGURATION,
    layer_of_name,
    layer_of_path,
)
from pytest_etl_diagram.diagrams.architecture.passing import Call, Pair, passed
from pytest_etl_diagram.flows.recording import parts, pieces
from pytest_etl_diagram.flows.structure import is_test
from pytest_etl_diagram.flows.tree import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_etl_diagram.diagrams.architecture.catalogue import Catalogue
    from pytest_etl_diagram.flows.tree import Block, Endpoint, Flow
    from pytest_etl_diagram.model import Place

T = TypeVar("T")
Places: TypeAlias = "dict[T, Place | None]"
"""Where things are seen first, as far as that is known."""

SETTINGS = (".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".properties", ".env")
"""How the names of files end that hold settings; JSON files may as well hold data."""


@dataclass(slots=True)
class Store:
    """An outside system: the kinds of what is in it, its names, who reads and who writes.

    `names`, `readers` and `writers` each with where that is said first, `places` where at all.
    """

    names: defaultdict[str, Places[str]] = field(default_factory=lambda: defaultdict(dict))
    readers: Places[Key] = field(default_factory=dict)
    writers: Places[Key] = field(default_factory=dict)
    places: Places[str] = field(default_factory=dict)


@dataclass(slots=True)
class Work:
    """What all flows together show.

    - `starts`: what entry points belong to;
    - `functions`: by file, the functions that run;
    - `uses`, `data`: who calls whom, and whose result goes into whose step;
    - `stores`: the outside systems by their names.

    With functions, calls and data comes where in the code that is first.
    """

    starts: set[Key] = field(default_factory=set)
    seen: set[Key] = field(default_factory=set)
    functions: defaultdict[str, Places[str]] = field(default_factory=lambda: defaultdict(dict))
    uses: Places[Pair] = field(default_factory=dict)
    data: Places[Pair] = field(default_factory=dict)
    stores: defaultdict[str, Store] = field(default_factory=lambda: defaultdict(Store))


def work(catalogue: Catalogue) -> Work:
    """Return what the flows of a project show."""
    found = Work()
    for flow in catalogue.flows:
        owner = _owner(flow, catalogue)
        found.starts.add(owner)
        found.seen.add(owner)
        if not owner.name and flow.name.isidentifier():
            note(found.functions[owner.module], flow.name, flow.place)
        calls = list(_calls(flow.body, owner, None, catalogue))
        for call in calls:
            _see(found, call, owner)
        for pair, place in passed(calls, owner).items():
            note(found.data, pair, place)
    return found


def _owner(flow: Flow, catalogue: Catalogue) -> Key:
    """Return what an entry point belongs to: its class, wherever that is, or its file."""
    if not flow.owner:
        return Key("", flow.place.path if flow.place is not None else flow.source)
    path = flow.place.path if flow.place is not None else flow.source
    same = catalogue.same.get(flow.owner, ())
    known = Key(flow.owner, path)
    return known if known in same or len(same) != 1 else same[0]


def _calls(block: Block, owner: Key, around: Call | None, catalogue: Catalogue) -> Iterator[Call]:
    """Yield the steps of a block, however deep, and of what they do inside."""
    for piece in block:
        for inner in parts(piece):
            yield from _calls(inner, owner, around, catalogue)
        if isinstance(piece, Step):
            enclosing = owner if around is None else around.key
            key = _key(piece, enclosing, owner, catalogue)
            call = Call(piece, key, around, key != owner and _is_settings(piece, key))
            yield call
            yield from _calls(piece.inner, owner, call, catalogue)


def _key(step: Step, enclosing: Key, owner: Key, catalogue: Catalogue) -> Key:
    """Return what a step belongs to: a call of a library is done by who calls it.

    The entry point's own methods come without a class, as do functions; those in
    the files of the class around them and of its bases are details of it.
    """
    if step.component and not step.resolved:
        return catalogue.key(step.component, "")
    if step.component:
        own = Key(step.component, step.module)
        return own if own in catalogue.components else enclosing
    if not step.module or is_test(step.module):
        return enclosing
    for key in (enclosing, owner):
        if key.name and step.module in catalogue.home(key):
            return key
    return Key("", step.module)


def _is_settings(step: Step, key: Key) -> bool:
    """Tell whether a step gives settings: by what its component is called, or what it reads."""
    told = layer_of_name(key.name) if key.name else layer_of_path(key.module)
    ends = [
        *step.endpoints,
        *(
            e
            for each in pieces(step.inner, inner=True)
            if isinstance(each, Step)
            for e in each.endpoints
        ),
    ]
    return told == CONFIGURATION or (bool(ends) and all(map(_is_configuration, ends)))


def _is_configuration(endpoint: Endpoint) -> bool:
    return endpoint.kind == "files" and endpoint.name.rstrip("}").endswith(SETTINGS)


def _see(found: Work, call: Call, owner: Key) -> None:
    step, key = call.step, call.key
    caller = owner if call.around is None else call.around.key
    found.seen.add(key)
    if step.module and not key.name:
        note(found.functions[key.module], step.name, step.place)
    if caller != key:
        note(found.uses, (caller, key), step.place)
    for endpoint in step.endpoints:
        _see_endpoint(found, endpoint, key, step.place)


def _see_endpoint(found: Work, endpoint: Endpoint, key: Key, place: Place | None) -> None:
    if _is_configuration(endpoint):
        return  # which has a node of its own
    store = found.stores[endpoint.system]
    if endpoint.name:
        note(store.names[endpoint.kind], endpoint.name, place)
    note(store.readers if endpoint.direction == "read" else store.writers, key, place)
    note(store.places, endpoint.direction, place)


def note(places: Places[T], what: T, place: Place | None) -> None:
    """Note where something is, unless it is known to be further ahead, too."""
    known = places.get(what)
    if known is None or (place is not None and order(place) < order(known)):
        places[what] = place


def order(place: Place) -> tuple[str, int, int]:
    """Return the order of places: by file, then by where they stand in it."""
    return place.path, place.mark, place.line
