"""The `deployment` diagram: what a set of files deploys, in areas, and the DAGs that run in it."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from pytest_etl_diagram.deployments.outside import connection_store
from pytest_etl_diagram.diagrams.commands import is_command, shortened
from pytest_etl_diagram.diagrams.ids import make_id
from pytest_etl_diagram.masking import mask, mask_fact
from pytest_etl_diagram.model import Diagram, Edge, Graph, Group, Node, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_etl_diagram.model import Deployment, Lineage, Place, Tie

KIND = "deployment"
TITLES = {
    "orchestration": "Orchestration",
    "sources": "Sources",
    "processing": "Processing",
    "targets": "Targets",
    "monitoring": "Monitoring",
    "metadata": "Metadata & config",
}
"""The title of each of `model.AREAS`."""

NAMES_ONLY: Final = frozenset(("secrets",))
"""Facts that are called like a secret, and hold the names of secrets only."""

DAG: Final = "dag"
_BEFORE_TARGET: Final = re.compile(r"(:(?=/|[A-Za-z]{1,8}(?:, |$)))")

_SAID_BY_SOURCE: Final = {"connects": "connects_to", "routes": "routes_to"}
"""What the places of ties are called that their source says, where it isn't the tie's kind."""


class _Use(NamedTuple):
    """A pipeline with one connection that it uses, and the name of the unit behind that."""

    pipeline: Lineage
    connection: str
    target: str


def diagram(deployment: Deployment, lineages: tuple[Lineage, ...] = ()) -> Diagram:
    """Return the drawing of a deployment; `lineages` are those of the project's pipelines.

    Where it runs Airflow, the project's DAGs are in it. Other pipelines are only if they use a
    connection that it configures.
    """
    uses = tuple(_uses(deployment, lineages))
    units = (*deployment.units, *_used(deployment, uses))
    pipelines = _pipelines(deployment, lineages, uses)
    drawn = [*(_node(unit) for unit in units), *(_pipeline_node(each) for each in pipelines)]
    # names that are told apart only by a secret are one: `***`
    nodes = tuple({node.id: node for node in reversed(drawn)}.values())[::-1]
    areas = {node.group for node in nodes}
    graph = Graph(
        KIND,
        mask(deployment.name),
        "LR",
        tuple(Group(f"g_{area}", TITLES[area]) for area in TITLES if f"g_{area}" in areas),
        nodes,
        tuple(dict.fromkeys((*_ties(deployment), *_use_edges(uses)))),
    )
    told = dict(_places_beside(deployment)) | dict(_places(deployment, units, pipelines))
    places = tuple(sorted(told.items(), key=itemgetter(0)))
    return Diagram(KIND, mask(deployment.name), deployment.source, graph, places)


def _uses(deployment: Deployment, lineages: Iterable[Lineage]) -> Iterator[_Use]:
    """Yield what the pipelines use: of those that are no DAGs only what is configured."""
    known = dict(deployment.connections)
    for pipeline in lineages:
        runs = pipeline.sort == DAG and deployment.orchestrates
        for connection in pipeline.connections:
            if connection in known:
                target = known[connection]
                if runs or pipeline.sort != DAG:
                    yield _Use(pipeline, connection, target)
            elif runs:
                yield _Use(pipeline, connection, _unconfigured(connection))


def _unconfigured(connection: str) -> str:
    """Return the name of the box of a connection that nothing configures: `{conn:shop_db}`."""
    return connection if connection.startswith("{") else f"{{conn:{connection}}}"


def _used(deployment: Deployment, uses: Iterable[_Use]) -> list[Unit]:
    """Return the units that are drawn only because pipelines use them, each once."""
    drawn = {unit.name for unit in deployment.units}
    configured = {unit.name: unit for unit in deployment.configured}
    found: dict[str, Unit] = {}
    for use in uses:
        if use.target not in drawn and use.target not in found:
            found[use.target] = configured.get(use.target) or connection_store(
                use.target, use.connection, None, "", use.pipeline.place
            )
    return list(found.values())


def _pipelines(
    deployment: Deployment, lineages: Iterable[Lineage], uses: Iterable[_Use]
) -> list[Lineage]:
    using = {(use.pipeline.sort, use.pipeline.name) for use in uses}
    return [
        each
        for each in lineages
        if (each.sort, each.name) in using or (each.sort == DAG and deployment.orchestrates)
    ]


def _id(name: str) -> str:
    return make_id("u_", mask(name))


def _pipeline_id(pipeline: Lineage) -> str:
    return make_id(f"{pipeline.sort[0]}_", mask(pipeline.name))


def _node(unit: Unit) -> Node:
    facts = tuple((name, _shown(name, value)) for name, value in unit.facts)
    return Node(_id(unit.name), mask(unit.name), unit.sort, f"g_{unit.area}", facts)


def _shown(name: str, value: str) -> str:
    if name in NAMES_ONLY:
        return mask(value)
    if name == "volumes":  # `./token.txt:/app/token.txt:ro` names files, and holds no token
        return "".join(mask(part) for part in _BEFORE_TARGET.split(value))
    masked = mask_fact(name, value)
    return shortened(masked) if is_command(name) else masked


def _pipeline_node(pipeline: Lineage) -> Node:
    area = "orchestration" if pipeline.sort == DAG else "processing"
    return Node(_pipeline_id(pipeline), mask(pipeline.name), pipeline.sort, f"g_{area}")


def _ties(deployment: Deployment) -> Iterator[Edge]:
    for tie in deployment.ties:
        yield Edge(_id(tie.source), _id(tie.target), tie.kind, mask(tie.label))


def _tie_key(tie: Tie) -> str:
    """Return the key of a tie's place: that of what says it, with the name of the other end."""
    if tie.kind == "depends":
        return f"{_id(tie.target)}#depends_on.{mask(tie.source)}"
    return f"{_id(tie.source)}#{_SAID_BY_SOURCE.get(tie.kind, tie.kind)}.{mask(tie.target)}"


def _use_edges(uses: Iterable[_Use]) -> Iterator[Edge]:
    """Yield an edge for each pipeline and unit, with the ids of all connections between them."""
    ids: dict[tuple[str, str], set[str]] = {}
    for use in uses:
        ends = _pipeline_id(use.pipeline), _id(use.target)
        ids.setdefault(ends, set()).add(use.connection)
    for (source, target), used in ids.items():
        yield Edge(source, target, "uses", mask(", ".join(sorted(used))))


def _places(
    deployment: Deployment, units: Iterable[Unit], pipelines: Iterable[Lineage]
) -> Iterator[tuple[str, Place]]:
    if deployment.place is not None:
        yield "", deployment.place
    for unit in units:
        if unit.place is not None:
            yield _id(unit.name), unit.place
        for fact, place in unit.places:
            yield f"{_id(unit.name)}#{fact}", place
    for pipeline in pipelines:
        if pipeline.place is not None:
            yield _pipeline_id(pipeline), pipeline.place


def _places_beside(deployment: Deployment) -> Iterator[tuple[str, Place]]:
    """Yield where ties are said, and where units are switched off."""
    said: dict[str, set[Place]] = {}
    for tie in deployment.ties:
        if tie.place is not None:
            key = _tie_key(tie)
            yield key, tie.place
            said.setdefault(key.partition(".")[0], set()).add(tie.place)
    for word, places in said.items():
        if len(places) == 1:  # where another one was taken out of the list
            yield word, next(iter(places))
    for name, place in deployment.absent:
        yield _id(name), place
