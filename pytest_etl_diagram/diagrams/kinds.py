"""The kinds of diagram: one row each.

Every run asks for the rows; what draws a kind is imported when the first of it is drawn.
"""

# ruff: noqa: PLC0415 -- see above

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pytest_etl_diagram.sources.own_imports import entry_points

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_etl_diagram.diagrams.world import ProjectWorld, World
    from pytest_etl_diagram.model import Deployment, Diagram, Lineage

ENTRY_POINTS = "pytest_etl_diagram.diagrams"

FILE, SET, PROJECT = "file", "set", "project"
"""What a diagram is of: one source file, a set of files that are deployed together, a project."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of diagram.

    `name` stands in node ids and file names. What `build` takes depends on the
    `scope`:

    - FILE: `build(world: World) -> tuple[Diagram, ...]`, with what was found in one file;
    - SET: `build(deployment: Deployment, lineages: tuple[Lineage, ...]) -> tuple[Diagram, ...]`,
      with what a set of files deploys and what each pipeline of the project takes and gives;
    - PROJECT: `build(world: ProjectWorld) -> tuple[Diagram, ...]`, with what all files of the
      project tell. Their `source` is "".

    `traces` says whether it needs flows or structures: working these out takes time. `documents`
    says whether it needs files of data (YAML, Dockerfiles), too.
    """

    name: str
    build: Callable[..., tuple[Diagram, ...]]
    scope: str = FILE
    traces: bool = True
    documents: bool = False

    def draw(self, *world: object) -> tuple[Diagram, ...]:
        """Return what `build` makes of what it takes; no two names in it have one id."""
        from pytest_etl_diagram.diagrams.ids import drawn_apart

        return drawn_apart(lambda: tuple(self.build(*world)))


def _workflows(world: World) -> tuple[Diagram, ...]:
    from pytest_etl_diagram.diagrams import dag

    return dag.build(list(world.workflows), world.source)


def _declared(world: World) -> tuple[Diagram, ...]:
    from pytest_etl_diagram.diagrams import pipeline

    return tuple(pipeline.diagram(workflow, world.source) for workflow in world.declared)


def _activities(world: World) -> tuple[Diagram, ...]:
    from pytest_etl_diagram.diagrams import activity

    return tuple(activity.diagram(flow, notes=world.notes) for flow in world.flows)


def _sequences(world: World) -> tuple[Diagram, ...]:
    from pytest_etl_diagram.diagrams import sequence

    return tuple(sequence.diagram(flow) for flow in world.flows)


def _architecture(world: ProjectWorld) -> tuple[Diagram, ...]:
    from pytest_etl_diagram.diagrams import architecture

    return architecture.build(world.structures, world.name, world.layers)


def _deployment(deployed: Deployment, lineages: tuple[Lineage, ...]) -> tuple[Diagram, ...]:
    from pytest_etl_diagram.diagrams import deployment

    return (deployment.diagram(deployed, lineages),)


def _lineage(world: ProjectWorld) -> tuple[Diagram, ...]:
    from pytest_etl_diagram.diagrams import lineage

    return lineage.build(world.lineages, world.name)


BUILT_IN = (
    Kind("dag", _workflows, traces=False),
    Kind("activity", _activities),
    Kind("sequence", _sequences),
    Kind("architecture", _architecture, PROJECT),
    Kind("pipeline", _declared, traces=False, documents=True),
    Kind("deployment", _deployment, SET, documents=True),
    Kind("lineage", _lineage, PROJECT, documents=True),
)


@cache
def kinds() -> dict[str, Kind]:
    """Return all kinds by name: the built-in ones, then those of other packages.

    Another package offers a Kind as an entry point of ENTRY_POINTS. Looked up
    once: that reads the metadata of every installed package.
    """
    found = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return {kind.name: kind for kind in (*BUILT_IN, *(point.load() for point in found))}
