"""The diagram of a project's architecture."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from pytest_etl_diagram.diagrams.architecture import boxes
from pytest_etl_diagram.diagrams.architecture.groups import Placed, by_layer, by_package, is_big
from pytest_etl_diagram.diagrams.architecture.layers import (
    CONFIGURATION,
    LAYERS,
    ORCHESTRATION,
    chosen_layer,
    default_layer,
    layer_of_name,
    layer_of_work,
)
from pytest_etl_diagram.diagrams.architecture.lines import places
from pytest_etl_diagram.diagrams.architecture.plan import plan
from pytest_etl_diagram.flows.structure import shortened, stem
from pytest_etl_diagram.masking import mask
from pytest_etl_diagram.model import Diagram, Edge, Graph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pytest_etl_diagram.diagrams.architecture.catalogue import Key
    from pytest_etl_diagram.diagrams.architecture.plan import Plan
    from pytest_etl_diagram.flows.tree import Structure

KIND = "architecture"
OwnLayers: TypeAlias = (
    "Mapping[str, tuple[str, ...]] | Sequence[tuple[str, tuple[str, ...]]] | None"
)
"""A project's own layers, each with the patterns of what is in it (see `layers.chosen_layer`)."""


def build(
    structures: Sequence[Structure], name: str, layers: OwnLayers = None
) -> tuple[Diagram, ...]:
    """Return the diagram of a project's architecture, none where there is nothing to draw."""
    found = diagram(structures, name, layers)
    return (found,) if found.graph.nodes else ()


def diagram(structures: Sequence[Structure], name: str, layers: OwnLayers = None) -> Diagram:
    """Return the diagram of the architecture of the project `name`.

    `structures` are what the project's files tell, in any order. `layers` are the
    project's own ones: what they don't name is in one of the usual ones.
    """
    planned = plan(structures)
    placed = [*_components(planned, dict(layers or ())), *_surroundings(planned)]
    edges = tuple(_edges(planned))
    is_split = is_big([each.node for each in placed], edges)
    groups, nodes = by_package(placed, name) if is_split else by_layer(placed)
    graph = Graph(KIND, mask(name), "LR", tuple(groups), tuple(nodes), edges)
    return Diagram(KIND, mask(name), "", graph, places(planned))


def _components(planned: Plan, layers: Mapping[str, tuple[str, ...]]) -> Iterator[Placed]:
    for key in planned.drawn:
        known = planned.catalogue.components.get(key)
        bases = known.bases if known is not None and key.name else ()
        usual = default_layer(
            key.name,
            bases,
            key.module,
            _layer_of_work(planned, key),
            starts=key in planned.work.starts,
        )
        name = key.name or stem(key.module)
        layer = chosen_layer(layers, (name, *bases), key.module) or usual
        look = layer if layer in LAYERS else usual
        functions = planned.functions.get(key.module, frozenset())
        node = boxes.component(planned.catalogue, key, look, functions)
        yield Placed(node, layer, posixpath.dirname(key.module))


def _layer_of_work(planned: Plan, key: Key) -> str:
    """Return the layer of what a component does, as far as flows and names of functions tell."""
    stores = planned.work.stores.values()
    reads, writes = (any(key in s.readers for s in stores), any(key in s.writers for s in stores))
    functions = () if key.name else planned.functions.get(key.module, frozenset())
    named = {layer_of_name(function) for function in functions}
    return named.pop() if len(named) == 1 else layer_of_work(reads=reads, writes=writes)


def _surroundings(planned: Plan) -> Iterator[Placed]:
    """Yield the outside systems, the configuration files and the DAGs."""
    for system, store in planned.work.stores.items():
        yield Placed(boxes.store(system, store), "", None)
    for path in {path for key in planned.drawn for path in _files(planned, key)}:
        yield Placed(boxes.config(path), CONFIGURATION, posixpath.dirname(path))
    for name, sources in _dags(planned).items():
        yield Placed(boxes.dag(name, sources), ORCHESTRATION, posixpath.dirname(sources[0]))


def _files(planned: Plan, key: Key) -> Mapping[str, frozenset[str]]:
    return planned.catalogue.configuration.get(key, {})


def _dags(planned: Plan) -> dict[str, list[str]]:
    """Return the files that define each DAG which runs something of the project."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for job in planned.catalogue.jobs:
        found[job.dag].add(job.source)
    return {name: sorted(sources) for name, sources in found.items()}


def _edges(planned: Plan) -> Iterator[Edge]:
    ids = {key: boxes.component_id(planned.catalogue, key) for key in planned.drawn}
    for arrow in planned.arrows:
        yield Edge(ids[arrow.source], ids[arrow.target], arrow.kind, mask(arrow.label))
    for system, store in planned.work.stores.items():
        outside = boxes.store_id(system)
        yield from (Edge(outside, ids[key], "data", "reads") for key in store.readers)
        yield from (Edge(ids[key], outside, "data", "writes") for key in store.writers)
    for key in planned.drawn:
        for path, keys in _files(planned, key).items():
            yield Edge(
                boxes.file_id(path), ids[key], "configures", mask(", ".join(shortened(keys)))
            )
    for job in planned.catalogue.jobs:
        yield Edge(boxes.dag_id(job.dag), ids[job.target], "triggers")
