"""The nodes of an architecture: their ids, names, facts and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_etl_diagram.diagrams.architecture.roles import role_of
from pytest_etl_diagram.diagrams.ids import make_id
from pytest_etl_diagram.flows.structure import stem
from pytest_etl_diagram.masking import mask
from pytest_etl_diagram.model import Node, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_etl_diagram.diagrams.architecture.catalogue import Catalogue, Key
    from pytest_etl_diagram.diagrams.architecture.work import Store
    from pytest_etl_diagram.model import Fact

MISSING = "unresolved"
"""What stands instead of the path of a class that isn't found."""
PLURALS = {
    "database": "tables",
    "warehouse": "tables",
    "storage": "objects",
    "files": "paths",
    "topic": "topics",
    "queue": "queues",
    "http": "urls",
    "cache": "keys",
    "mail": "receivers",
    "chat": "channels",
}
"""What the names of an endpoint's kind are called, in the order in which they are shown."""


def component_id(catalogue: Catalogue, key: Key) -> str:
    """Return the id of a component; of several classes of one name, the first has the plain id."""
    if not key.name:
        return make_id("c_", mask(key.module))
    first = catalogue.same.get(key.name, (key,))[0]
    own = key.name if key == first else f"{key.name} {key.module or MISSING}"
    return make_id("c_", mask(own))


def store_id(system: str) -> str:
    """Return the id of an outside system."""
    return make_id("e_", mask(system))


def file_id(path: str) -> str:
    """Return the id of a configuration file."""
    return make_id("f_", mask(path))


def dag_id(name: str) -> str:
    """Return the id of a DAG."""
    return make_id("d_", mask(name))


def component(catalogue: Catalogue, key: Key, layer: str, functions: Iterable[str]) -> Node:
    """Return the box of a component, without its group."""
    known = catalogue.components.get(key)
    name = key.name or stem(key.module)
    facts: list[Fact] = []
    abstract = known.abstract if known is not None and key.name else ()
    if abstract:
        facts.append(("abstract", ", ".join(abstract)))
    shown = sorted(set(functions))
    if shown and not key.name:
        facts.append(("functions", ", ".join(shown)))
    facts.append(("path", key.module or MISSING))
    names = (name, *(known.bases if known is not None else ()))
    role = role_of(names, layer, is_interface=bool(abstract)) if key.module else "unknown"
    return Node(component_id(catalogue, key), mask(name), role, "", _masked(facts))


def store(system: str, found: Store) -> Node:
    """Return the node of an outside system: what is in it are its facts."""
    facts: dict[str, set[str]] = {}
    for kind in (*PLURALS, *(k for k in found.names if k not in PLURALS)):
        if found.names.get(kind):
            facts.setdefault(plural(kind), set()).update(found.names[kind])
    shown = [(name, ", ".join(sorted(values))) for name, values in facts.items()]
    return Node(store_id(system), mask(system), "store", "", _masked(shown))


def plural(kind: str) -> str:
    """Return what the names of endpoints of a kind are called."""
    return PLURALS.get(kind, f"{kind}s")


def config(path: str) -> Node:
    """Return the node of a configuration file."""
    return Node(file_id(path), mask(path), "config")


def dag(name: str, sources: Iterable[str]) -> Node:
    """Return the box of a DAG, with the file that defines it."""
    return Node(dag_id(name), mask(name), "dag", "", (("path", mask(", ".join(sorted(sources)))),))


def _masked(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple((name, mask(value)) for name, value in facts)


def place(catalogue: Catalogue, key: Key) -> Place | None:
    """Return where a component is defined, None for a class that isn't found."""
    known = catalogue.components.get(key)
    if known is not None and known.place is not None:
        return known.place
    return Place(key.module) if key.module else None
