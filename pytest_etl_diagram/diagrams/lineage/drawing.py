"""Drawing how the pipelines of a project hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pytest_etl_diagram.diagrams.ids import make_id
from pytest_etl_diagram.diagrams.lineage.web import Pipeline, Unnamed, web
from pytest_etl_diagram.masking import mask
from pytest_etl_diagram.model import DataAsset, Diagram, Edge, Graph, Node, Place

if TYPE_CHECKING:
    from pytest_etl_diagram.diagrams.lineage.web import End, Web
    from pytest_etl_diagram.model import Fact, Lineage

KIND: Final = "lineage"
_PREFIXES: Final = {"dag": "d_", "pipeline": "p_", "stream": "s_", "job": "j_"}


def build(lineages: tuple[Lineage, ...], name: str) -> tuple[Diagram, ...]:
    """Return the diagram of how a project's pipelines hang together, none without any ties."""
    found = web(lineages)
    if not found.ties:
        return ()
    ends = {end for tie in found.ties for end in (tie.source, tie.target)} | {*found.pipelines}
    graph = Graph(
        KIND,
        mask(name),
        "LR",
        nodes=tuple(_node(end) for end in ends),
        edges=tuple(Edge(_id(tie.source), _id(tie.target), tie.kind) for tie in found.ties),
    )
    return (Diagram(KIND, mask(name), "", graph, tuple(sorted(_places(found).items(), key=_key))),)


def _key(item: tuple[str, Place]) -> str:
    return item[0]


def _places(found: Web) -> dict[str, Place]:
    """Return where pipelines are defined; data is where its pipeline is, who writes it first.

    What isn't found anywhere is in the first file.
    """
    places = {pipeline: each.place for pipeline, each in found.pipelines.items()}
    known = {_id(end): place for end, place in places.items() if place is not None}
    written = [(tie.target, tie.source) for tie in found.ties if tie.target not in places]
    read = [(tie.source, tie.target) for tie in found.ties if tie.source not in places]
    for ends in (written, read):
        told = [
            (_id(asset), known[_id(pipeline)]) for asset, pipeline in ends if _id(pipeline) in known
        ]
        for end, place in sorted(told, key=repr):
            known.setdefault(end, place)
    if found.pipelines:
        known[""] = Place(min(each.source for each in found.pipelines.values()))
    return known


def _id(end: End) -> str:
    """Return a node's id, which another node that comes or goes doesn't change."""
    if isinstance(end, Pipeline):
        told = f"{end.name} {end.source}" if end.source else end.name
        return make_id(_PREFIXES[end.sort], mask(told))
    if isinstance(end, Unnamed):
        return make_id("a_", f"{end.direction} {end.system}")
    return make_id("a_", mask(" ".join((end.system or end.kind, end.name))))


def _node(end: End) -> Node:
    if isinstance(end, Pipeline):
        return Node(_id(end), mask(end.name), end.sort, facts=_pipeline_facts(end))
    if isinstance(end, Unnamed):
        return Node(_id(end), "{" + end.system + "}", "asset", facts=())
    return Node(_id(end), mask(end.name), "asset", facts=_asset_facts(end))


def _pipeline_facts(pipeline: Pipeline) -> tuple[Fact, ...]:
    source = (("source", pipeline.source),) if pipeline.source else ()
    return (*source, ("external", "True")) if pipeline.external else source


def _asset_facts(asset: DataAsset) -> tuple[Fact, ...]:
    """Return the system of an asset, or what sort of thing it is where that isn't known."""
    return (("system", asset.system),) if asset.system else (("kind", asset.kind),)
